package org.courtbridge.console.rehearsals;

import java.util.List;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Rehearsal;

/** Rehearsals as the API answers them. */
final class RehearsalViews {

    private RehearsalViews() {}

    /** @param answers for each ordered pair of those who are connected */
    record Rehearsed(String hearing, Outcome outcome, List<Answer> answers) {

        static Rehearsed of(String hearing, Rehearsal rehearsal, RehearsalWords words) {
            return new Rehearsed(
                    hearing,
                    rehearsal.outcome(),
                    rehearsal.answers().stream()
                            .map(answer -> Answer.of(answer, words))
                            .toList());
        }
    }

    /**
     * Whether one party gets another's sound or picture.
     *
     * @param to its party, who hears or sees
     * @param from the party who is to be heard or seen
     * @param sentence in the language that the request accepts
     */
    record Answer(
            String to,
            String toName,
            String from,
            String fromName,
            Rehearsal.Sense sense,
            Outcome outcome,
            Rehearsal.Because because,
            String sentence) {

        static Answer of(Rehearsal.Answer answer, RehearsalWords words) {
            return new Answer(
                    answer.to().id(),
                    answer.to().name(),
                    answer.from().id(),
                    answer.from().name(),
                    answer.sense(),
                    answer.outcome(),
                    answer.because(),
                    words.sentence(answer));
        }
    }
}
