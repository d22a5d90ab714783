package org.courtbridge.h323.ras;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether calls still go on: endpoints report theirs, and are asked if they do not (H.225.0, clause 7.15). */
final class CallWatch {

    /** A call that is not reported is asked for so often before it is given up. */
    private static final int MOST_INQUIRIES = 3;

    private final GatekeeperPolicy policy;
    private final Registry registry;
    private final Timers timers;
    private final Proofs proofs;
    private final Answers answers;
    private final OutgoingRequests requests;
    private final Calls calls;

    CallWatch(
            GatekeeperPolicy policy,
            Registry registry,
            Timers timers,
            Proofs proofs,
            Answers answers,
            OutgoingRequests requests,
            Calls calls) {
        this.policy = policy;
        this.registry = registry;
        this.timers = timers;
        this.proofs = proofs;
        this.answers = answers;
        this.requests = requests;
        this.calls = calls;
    }

    void begin(AdmittedCall call, Instant now) {
        timers.start(new Timers.Timer.Silence(now.plus(silence()), call));
    }

    /** After how long nobody can be sure that a call goes on. */
    private Duration silence() {
        return policy.times().irrFrequency().multipliedBy(2).plus(OutgoingRequests.PATIENCE);
    }

    /** An endpoint says which calls it has, by itself or as it was asked for one. */
    void report(InfoMessage.Response response, Asked asked, List<GatekeeperAction> actions) {
        Optional<Registration> known = registry.identified(response.endpointIdentifier())
                .filter(endpoint -> endpoint.path().equals(asked.path()));
        Optional<Asked> proved = known.flatMap(endpoint -> proofs.prove(endpoint, asked, actions));
        if (proved.isPresent()) {
            take(response, known.get(), asked, actions);
        }
        if (response.needResponse()) {
            RasMessage answer = proved.isPresent()
                    ? new InfoMessage.Ack(response.requestSeqNum())
                    : new InfoMessage.Nak(
                            response.requestSeqNum(),
                            known.isPresent() ? Reasons.INAK_SECURITY_DENIAL : Reasons.INAK_NOT_REGISTERED);
            answers.answer(proved.orElse(asked), answer, actions);
        }
    }

    private void take(
            InfoMessage.Response response, Registration endpoint, Asked asked, List<GatekeeperAction> actions) {
        endpoint.openCalls().stream()
                .filter(call -> response.calls().stream()
                        .anyMatch(status -> call.is(status.callIdentifier(), status.conferenceId())))
                .forEach(call -> call.heardOf(asked.now()));
        QosReports.take(endpoint, response.features(), Optional.empty(), actions);
        Optional<OutgoingRequests.Subject> inquiry =
                response.unsolicited() ? Optional.empty() : requests.answered(response.requestSeqNum(), asked.path());
        if (inquiry.orElse(null) instanceof OutgoingRequests.Subject.Inquiry(AdmittedCall call)
                && !call.isOver()
                && !call.heard().equals(asked.now())) {
            calls.end(call, actions);
        }
    }

    /** Its timer went off; it may have been reported since that was set. */
    void expire(AdmittedCall call, Instant now, List<GatekeeperAction> actions) {
        if (call.isOver()) {
            return;
        }
        Instant silent = call.heard().plus(silence());
        if (silent.isAfter(now)) {
            timers.start(new Timers.Timer.Silence(silent, call));
        } else if (call.ask() > MOST_INQUIRIES) {
            calls.end(call, actions);
        } else {
            begin(call, now);
            requests.ask(
                    call.endpoint(),
                    number -> new InfoMessage.Request(
                            number,
                            call.callReferenceValue(),
                            Optional.of(policy.zone().rasAddress(call.endpoint().rasAddress())),
                            call.callIdentifier()),
                    new OutgoingRequests.Subject.Inquiry(call),
                    now,
                    actions);
        }
    }
}
