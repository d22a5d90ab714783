package org.courtbridge.h323.call;

import java.util.List;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h450.RemoteOperation;
import org.courtbridge.h323.h450.ServiceEntity;
import org.courtbridge.h323.h450.SupplementaryService;

/** The supplementary services that the other side of a call asks for (H.450.1), and our answers until a message takes them along. */
final class CallServices {

    private final ServiceEntity entity = new ServiceEntity();

    /** For our next message that goes all the way. */
    private List<Octets> answers = List.of();

    /** Takes the services of a message. What is answered waits for a message of ours. */
    ServiceEntity.Reaction receive(List<Octets> services, ServiceEntity.Phase phase) {
        ServiceEntity.Reaction reaction = entity.receive(services, phase);
        answer(reaction.answers());
        return reaction;
    }

    /** Whether answers wait for a message. */
    boolean areWaiting() {
        return !answers.isEmpty();
    }

    /** The answers that go with a message of ours, each encoded. */
    List<Octets> with(SignallingBody body) {
        conclude(body);
        if (!goesAllTheWay(body)) {
            return List.of();
        }
        List<Octets> all = answers;
        answers = List.of();
        return all;
    }

    /** Answers the services that wait for the call to be answered or to end, if the message does that (H.450.2, clause 8). */
    private void conclude(SignallingBody body) {
        if (body instanceof SignallingBody.Release) {
            answer(entity.concluded(false));
        } else if (body instanceof SignallingBody.Answer answer
                && answer.step() == SignallingBody.Answer.Step.CONNECT) {
            answer(entity.concluded(true));
        }
    }

    private void answer(List<RemoteOperation> operations) {
        if (!operations.isEmpty()) {
            answers = Stream.concat(
                            answers.stream(),
                            Stream.of(SupplementaryService.answering(operations).encode()))
                    .toList();
        }
    }

    /** CallProceeding may be a gatekeeper's own to the caller; others than these carry no services (H.450.1). */
    private static boolean goesAllTheWay(SignallingBody body) {
        return switch (body) {
            case SignallingBody.Answer answer -> answer.step() != SignallingBody.Answer.Step.CALL_PROCEEDING;
            case SignallingBody.Facility _, SignallingBody.Empty _, SignallingBody.Release _ -> true;
            case SignallingBody.Setup _,
                    SignallingBody.Information _,
                    SignallingBody.StatusInquiry _,
                    SignallingBody.Status _,
                    SignallingBody.Other _ -> false;
        };
    }
}
