package org.courtbridge.h323.ras;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;

/** The calls that were admitted, and the bandwidth that they have together, in units of 100 bit/s. */
final class Calls {

    private final long mostBandwidth;
    private long bandWidth;

    Calls(GatekeeperPolicy policy) {
        this.mostBandwidth = policy.limits().mostBandwidth();
    }

    long bandWidth() {
        return bandWidth;
    }

    /** Bandwidth that may still be granted. */
    long bandWidthLeft() {
        return mostBandwidth - bandWidth;
    }

    /** The call of an endpoint that a message is about, even if it is mistaken in who called. */
    static Optional<AdmittedCall> find(
            Registration endpoint, Optional<Octets> callIdentifier, Octets conferenceId, boolean answered) {
        List<AdmittedCall> calls = endpoint.openCalls().stream()
                .filter(call -> call.is(callIdentifier, conferenceId))
                .toList();
        return calls.stream()
                .filter(call -> call.answered() == answered)
                .findFirst()
                .or(() -> calls.stream().findFirst());
    }

    AdmittedCall begin(
            Registration endpoint,
            AdmissionMessage.Request request,
            Destination destination,
            long granted,
            Instant now,
            List<GatekeeperAction> actions) {
        AdmittedCall call = new AdmittedCall(endpoint, request, destination, granted, now);
        endpoint.openCalls().add(call);
        bandWidth += granted;
        actions.add(new GatekeeperAction.Admitted(call));
        return call;
    }

    /** Gives a call another bandwidth. */
    void grant(AdmittedCall call, long granted) {
        bandWidth += granted - call.bandWidth();
        call.bandWidth(granted);
    }

    void end(AdmittedCall call, List<GatekeeperAction> actions) {
        call.end();
        call.endpoint().openCalls().remove(call);
        bandWidth -= call.bandWidth();
        actions.add(new GatekeeperAction.Ended(call));
    }
}
