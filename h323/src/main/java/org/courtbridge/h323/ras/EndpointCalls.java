package org.courtbridge.h323.ras;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;

/** An endpoint's calls, as its gatekeeper is asked and told about them while it is registered (H.225.0, clauses 7.11 to 7.15). */
final class EndpointCalls {

    private final EndpointMessages messages;
    private final EndpointRequests requests;
    private final ReportedCalls calls = new ReportedCalls();

    EndpointCalls(EndpointMessages messages, EndpointRequests requests) {
        this.messages = messages;
        this.requests = requests;
    }

    /** Forgets all of them. */
    void clear() {
        calls.clear();
    }

    // Wishes

    /** Asks for another bandwidth. @param wanted of both directions, in units of 100 bit/s */
    void change(Octets callIdentifier, long wanted, Instant now, List<ClientAction> actions) {
        calls.identified(callIdentifier)
                .ifPresent(call -> requests.ask(
                        number -> messages.bandwidth(number, call, wanted),
                        EndpointRequests.PATIENCE,
                        new EndpointRequests.Subject.Change(call, wanted),
                        now,
                        actions));
    }

    /** A call is over, of which nobody needs to be told. */
    Optional<EndpointCall> forget(Octets callIdentifier) {
        return calls.remove(callIdentifier);
    }

    /** Tells that a call is over. */
    void disengage(EndpointCall call, Instant now, List<ClientAction> actions) {
        requests.ask(
                number -> messages.disengagement(number, call, Reasons.DRQ_NORMAL_DROP),
                EndpointRequests.PATIENCE,
                new EndpointRequests.Subject.Farewell(),
                now,
                actions);
    }

    // Answers

    void admitted(EndpointCall call, AdmissionMessage.Confirm confirm, Instant now, List<ClientAction> actions) {
        EndpointCall granted = call.of(confirm.bandWidth());
        calls.add(granted, confirm, now);
        actions.add(new ClientAction.Admitted(granted, confirm));
    }

    void changed(EndpointCall call, long bandWidth, List<ClientAction> actions) {
        calls.change(call, bandWidth);
        actions.add(new ClientAction.BandwidthChanged(call.of(bandWidth)));
    }

    // Requests of the gatekeeper's

    void dropped(DisengageMessage.Request request, Instant now, List<ClientAction> actions) {
        requests.answer(new DisengageMessage.Confirm(request.requestSeqNum()), now, actions);
        calls.find(request.callIdentifier(), request.conferenceId()).ifPresent(call -> {
            calls.remove(call.callIdentifier());
            actions.add(new ClientAction.Drop(call));
        });
    }

    void changeWanted(BandwidthMessage.Request request, Instant now, List<ClientAction> actions) {
        int number = request.requestSeqNum();
        Optional<EndpointCall> call = calls.find(request.callIdentifier(), request.conferenceId());
        if (call.isEmpty()) {
            requests.answer(
                    new BandwidthMessage.Reject(number, Reasons.BRJ_INVALID_CONFERENCE_ID, 0, Referral.NONE),
                    now,
                    actions);
            return;
        }
        requests.answer(new BandwidthMessage.Confirm(number, request.bandWidth()), now, actions);
        changed(call.get(), request.bandWidth(), actions);
    }

    void asked(InfoMessage.Request request, Instant now, List<ClientAction> actions) {
        requests.answer(messages.response(request.requestSeqNum(), calls.wanted(request)), now, actions);
    }

    // Reports

    /** Time at which the next report is due. */
    Optional<Instant> deadline() {
        return calls.deadline();
    }

    void report(Instant now, List<ClientAction> actions) {
        calls.due(now).forEach(call -> requests.tell(number -> messages.report(number, call), now, actions));
    }
}
