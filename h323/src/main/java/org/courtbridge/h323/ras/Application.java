package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A call's admission, as it is asked for at one gatekeeper after the other: at the endpoint's own, and then, where that
 * refuses and names others for it, at these (H.225.0, AltGKInfo). However they name each other, each is asked once, and not
 * too many in all.
 *
 * @param asked the gatekeepers that were asked
 * @param left those that were named and not asked yet, the best first
 * @param refusal the last one; empty if none came
 * @param isAnew whether the endpoint has registered anew for it
 */
record Application(
        EndpointCall call,
        Set<InetSocketAddress> asked,
        List<AlternateGatekeeper> left,
        Optional<AdmissionMessage.Reject> refusal,
        boolean isAnew) {

    private static final int MOST_ASKED = 4;

    static Application of(EndpointCall call) {
        return new Application(call, Set.of(), List.of(), Optional.empty(), false);
    }

    Application at(InetSocketAddress gatekeeper) {
        Set<InetSocketAddress> more = new HashSet<>(asked);
        more.add(gatekeeper);
        return new Application(
                call,
                Set.copyOf(more),
                left.stream()
                        .filter(other -> !more.contains(other.rasAddress()))
                        .toList(),
                refusal,
                isAnew);
    }

    /** One that was refused knows of those whom the refusal names, and of no others. */
    Application refused(AdmissionMessage.Reject reject) {
        List<AlternateGatekeeper> named = reject.referral().alternates().stream()
                .filter(other -> !asked.contains(other.rasAddress()))
                .sorted(Comparator.comparing(AlternateGatekeeper::priority))
                .toList();
        return new Application(call, asked, named, Optional.of(reject), isAnew);
    }

    /** To be asked for once more where the endpoint registers now, which is no reason to do so again. */
    Application anew() {
        return new Application(call, asked, List.of(), refusal, true);
    }

    /** The gatekeeper to be asked next; empty if there is none, or too many were asked. */
    Optional<AlternateGatekeeper> next() {
        return asked.size() < MOST_ASKED ? left.stream().findFirst() : Optional.empty();
    }

    /** Whether who is asked next is the endpoint's gatekeeper from then on. */
    boolean isPermanent() {
        return refusal.filter(reject -> reject.referral().permanent()).isPresent();
    }

    /** The refusal to be reported if nobody else is asked. */
    ClientAction.Refused inVain() {
        return refusal.map(reject ->
                        new ClientAction.Refused(call, Optional.of(reject.reason()), reject.callSignalAddresses()))
                .orElseGet(() -> new ClientAction.Refused(call, Optional.empty(), List.of()));
    }
}
