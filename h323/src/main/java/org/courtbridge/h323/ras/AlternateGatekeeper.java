package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.RasTypes;
import org.courtbridge.h323.h225.TransportAddress;

/**
 * Another gatekeeper that an endpoint may turn to (AlternateGK).
 *
 * @param needToRegister whether it knows nothing of the endpoint before that
 * @param priority 0 to 127; the lowest is to be tried first
 */
public record AlternateGatekeeper(
        InetSocketAddress rasAddress, Optional<String> gatekeeperIdentifier, boolean needToRegister, int priority) {

    static Optional<AlternateGatekeeper> of(Sequence in) {
        return Tree.address(in, "rasAddress")
                .map(address -> new AlternateGatekeeper(
                        address,
                        Tree.text(in, "gatekeeperIdentifier"),
                        in.flag("needToRegister"),
                        Tree.number(in, "priority")));
    }

    Sequence toSequence() {
        return RasTypes.ALTERNATE_GK
                .build()
                .set("rasAddress", TransportAddress.toChoice(rasAddress))
                .set("gatekeeperIdentifier", gatekeeperIdentifier)
                .set("needToRegister", needToRegister)
                .set("priority", priority)
                .done();
    }

    /** Those of a confirmation. */
    static List<AlternateGatekeeper> listed(Sequence in) {
        return all(in, "alternateGatekeeper");
    }

    /** Those of a refusal. */
    static List<AlternateGatekeeper> instead(Sequence in) {
        return in.find("altGKInfo", Sequence.class)
                .map(info -> all(info, "alternateGatekeeper"))
                .orElse(List.of());
    }

    /** Whether those of a refusal are to be turned to for good (altGKisPermanent). */
    static boolean arePermanent(Sequence in) {
        return in.find("altGKInfo", Sequence.class)
                .map(info -> info.flag("altGKisPermanent"))
                .orElse(false);
    }

    private static List<AlternateGatekeeper> all(Sequence in, String component) {
        return in.list(component, Sequence.class).stream()
                .flatMap(alternate -> of(alternate).stream())
                .toList();
    }

    static Optional<List<Sequence>> list(List<AlternateGatekeeper> alternates) {
        return Optional.of(alternates)
                .filter(some -> !some.isEmpty())
                .map(some -> some.stream().map(AlternateGatekeeper::toSequence).toList());
    }

    /** For this request alone. */
    static Optional<Sequence> info(List<AlternateGatekeeper> alternates) {
        return info(alternates, false);
    }

    static Optional<Sequence> info(List<AlternateGatekeeper> alternates, boolean permanent) {
        return list(alternates)
                .map(some -> RasTypes.ALT_GK_INFO
                        .build()
                        .set("alternateGatekeeper", some)
                        .set("altGKisPermanent", permanent)
                        .done());
    }
}
