package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Component;
import org.courtbridge.h323.asn1.Null;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h225.RasTypes;
import org.courtbridge.h323.h225.TransportAddress;

/** Between the components of trees and those of records. */
final class Tree {

    private static final Component CALL_IDENTIFIER = Ras.INFO_REQUEST.components().stream()
            .filter(component -> component.name().equals("callIdentifier"))
            .findFirst()
            .orElseThrow();

    /** Of call signalling, a gatekeeper wants to see no copies. */
    static final Sequence NO_UUIES = noUuies();

    private Tree() {}

    private static Sequence noUuies() {
        Sequence.Builder builder = RasTypes.UUIES_REQUESTED.build();
        RasTypes.UUIES_REQUESTED.components().forEach(component -> builder.set(component.name(), false));
        return builder.done();
    }

    static int number(Sequence in, String component) {
        return (int) in.number(component);
    }

    static Optional<String> text(Sequence in, String component) {
        return in.find(component, String.class);
    }

    /** An addition that older senders lack. */
    static boolean flag(Sequence in, String component) {
        return in.find(component, Boolean.class).orElse(false);
    }

    static Optional<Null> mark(boolean set) {
        return set ? Optional.of(Null.NULL) : Optional.empty();
    }

    static Optional<InetSocketAddress> address(Sequence in, String component) {
        return in.find(component, Choice.class).flatMap(TransportAddress::of);
    }

    static List<InetSocketAddress> addresses(Sequence in, String component) {
        return TransportAddress.ofAll(in.list(component, Choice.class));
    }

    static List<Choice> choices(List<InetSocketAddress> addresses) {
        return addresses.stream().map(TransportAddress::toChoice).toList();
    }

    static List<AliasAddress> aliases(Sequence in, String component) {
        return AliasAddress.ofAll(in.list(component, Choice.class));
    }

    /** Aliases are never an empty list: that is left out. */
    static Optional<List<Choice>> aliases(List<AliasAddress> aliases) {
        return Optional.of(aliases)
                .filter(some -> !some.isEmpty())
                .map(some -> some.stream().map(AliasAddress::toChoice).toList());
    }

    static Sequence callIdentifier(Octets guid) {
        return ((SequenceType) CALL_IDENTIFIER.type()).build().set("guid", guid).done();
    }

    /** A component that every sender of version 2 or later has. */
    static Optional<Octets> guid(Sequence in) {
        return in.find("callIdentifier", Sequence.class).map(identifier -> identifier.get("guid", Octets.class));
    }
}
