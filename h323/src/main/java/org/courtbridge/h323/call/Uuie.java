package org.courtbridge.h323.call;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Builtin;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Component;
import org.courtbridge.h323.asn1.Null;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.asn1.Type;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.CallSignalling;
import org.courtbridge.h323.h225.EndpointTypes;
import org.courtbridge.h323.h225.TransportAddress;

/** Pieces of the messages' trees. */
final class Uuie {

    /** Placeholder for the conference's identifier in messages before Connect. */
    static final Octets NO_CONFERENCE = Octets.of(new byte[16]);

    /** As wide as a call of pictures usually is: 30 times 64 kbit/s. */
    static final int WIDEST = 30;

    /** Our EndpointType: a gateway. */
    static final Sequence GATEWAY = EndpointTypes.ENDPOINT_TYPE
            .build()
            .set("gateway", EndpointTypes.GATEWAY_INFO.build().done())
            .set("mc", false)
            .set("undefinedNode", false)
            .done();

    private Uuie() {}

    static Optional<Octets> guid(Sequence in) {
        return in.find("callIdentifier", Sequence.class).map(identifier -> identifier.get("guid", Octets.class));
    }

    static Sequence callIdentifier(Octets guid) {
        return ((SequenceType) typeOf(CallSignalling.SETUP_UUIE, "callIdentifier"))
                .build()
                .set("guid", guid)
                .done();
    }

    static Optional<InetSocketAddress> address(Sequence in, String component) {
        return in.find(component, Choice.class).flatMap(TransportAddress::of);
    }

    static Optional<List<Choice>> aliases(List<AliasAddress> aliases) {
        return some(aliases.stream().map(AliasAddress::toChoice).toList());
    }

    /** An empty list is left out. */
    static <T> Optional<List<T>> some(List<T> items) {
        return items.isEmpty() ? Optional.empty() : Optional.of(items);
    }

    static Optional<Null> mark(boolean set) {
        return set ? Optional.of(Null.NULL) : Optional.empty();
    }

    /** A choice within a sequence. */
    static Choice choice(SequenceType within, String component, String alternative) {
        return ((ChoiceType) typeOf(within, component)).value(alternative);
    }

    /** Whether an alternative is not NULL: what it would hold is nothing that we have. */
    static boolean holdsMore(ChoiceType type, String alternative) {
        return type.alternatives().stream()
                .anyMatch(component -> component.name().equals(alternative) && component.type() != Builtin.NULL);
    }

    /** A body of nothing but the call's identifier. */
    static Sequence plain(SequenceType type, Optional<Octets> callIdentifier) {
        return type.build()
                .set("protocolIdentifier", SignallingBody.PROTOCOL)
                .set("callIdentifier", callIdentifier(callIdentifier.orElse(NO_CONFERENCE)))
                .done();
    }

    private static Type typeOf(SequenceType within, String component) {
        return within.components().stream()
                .filter(one -> one.name().equals(component))
                .map(Component::type)
                .findFirst()
                .orElseThrow();
    }
}
