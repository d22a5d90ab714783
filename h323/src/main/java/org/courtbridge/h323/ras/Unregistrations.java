package org.courtbridge.h323.ras;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;

/** The ends of registrations: an endpoint goes, is told to go, or is not heard of any more (H.225.0, clause 7.10). */
final class Unregistrations {

    private final GatekeeperPolicy policy;
    private final Registry registry;
    private final Timers timers;
    private final Proofs proofs;
    private final Answers answers;
    private final OutgoingRequests requests;
    private final Calls calls;

    Unregistrations(
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

    void unregister(UnregistrationMessage.Request request, Asked asked, List<GatekeeperAction> actions) {
        int number = request.requestSeqNum();
        Optional<Registration> known = request.endpointIdentifier()
                .flatMap(registry::identified)
                .or(() -> request.endpointIdentifier().isPresent() ? Optional.empty() : asked.sender());
        if (known.isEmpty()) {
            Answers.answerStranger(
                    asked, new UnregistrationMessage.Reject(number, Reasons.URJ_NOT_CURRENTLY_REGISTERED), actions);
            return;
        }
        Optional<Asked> proved = request.endpointIdentifier().isPresent()
                ? proofs.prove(known.get(), asked, actions)
                : proofs.proveNameless(known.get(), asked, actions);
        if (proved.isEmpty()) {
            Answers.answerStranger(
                    asked, new UnregistrationMessage.Reject(number, Reasons.URJ_SECURITY_DENIAL), actions);
            return;
        }
        forget(known.get(), actions);
        answers.answer(proved.get(), new UnregistrationMessage.Confirm(number), actions);
    }

    /** Tells an endpoint to go, and forgets it. @param reason such as {@link Reasons#URQ_MAINTENANCE} */
    void dismiss(Registration endpoint, Choice reason, Instant now, List<GatekeeperAction> actions) {
        if (!registry.has(endpoint)) {
            return;
        }
        forget(endpoint, actions);
        requests.ask(
                endpoint,
                number -> new UnregistrationMessage.Request(
                        number,
                        List.of(endpoint.callSignalAddress()),
                        endpoint.aliases(),
                        Optional.of(endpoint.endpointIdentifier()),
                        Optional.of(policy.zone().gatekeeperIdentifier()),
                        Optional.of(reason),
                        policy.zone().alternates()),
                new OutgoingRequests.Subject.Farewell(),
                now,
                actions);
    }

    /** Forgets an endpoint and its calls. */
    void forget(Registration endpoint, List<GatekeeperAction> actions) {
        List.copyOf(endpoint.openCalls()).forEach(call -> calls.end(call, actions));
        registry.remove(endpoint);
        actions.add(new GatekeeperAction.Unregistered(endpoint));
    }

    /** Its timer went off; it may have been renewed since that was set. */
    void expire(Registration endpoint, Instant now, List<GatekeeperAction> actions) {
        if (!endpoint.expires().isAfter(now)) {
            dismiss(endpoint, Reasons.URQ_TTL_EXPIRED, now, actions);
        } else if (registry.has(endpoint)) {
            timers.start(new Timers.Timer.Expiry(endpoint.expires(), endpoint));
        }
    }
}
