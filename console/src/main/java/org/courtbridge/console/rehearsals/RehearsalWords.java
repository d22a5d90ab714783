package org.courtbridge.console.rehearsals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.Messages;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Rehearsal;
import org.courtbridge.provisioning.testcall.Rehearsal.Answer;
import org.courtbridge.provisioning.testcall.Rehearsal.Because;
import org.courtbridge.provisioning.testcall.Rehearsal.Party;

/** Says who hears and sees whom. */
final class RehearsalWords {

    private final Messages messages;

    RehearsalWords(Messages messages) {
        this.messages = messages;
    }

    /** Sentence that says who does not hear or see whom, and why; or that it is well. */
    String sentence(Answer answer) {
        String what = messages.get(
                "rehearsal." + answer.sense() + "." + answer.outcome() + ".sentence",
                answer.to().name(),
                answer.from().name());
        return answer.because() == Because.ARRIVES
                ? what
                : what + " " + messages.get("rehearsal.because." + answer.because());
    }

    RehearsalPage.Table table(Rehearsal rehearsal) {
        Map<String, Party> parties = new LinkedHashMap<>();
        rehearsal.answers().forEach(answer -> parties.put(answer.to().id(), answer.to()));
        List<RehearsalPage.Row> rows = new ArrayList<>();
        for (Party to : parties.values()) {
            List<RehearsalPage.Cell> cells = new ArrayList<>();
            for (Party from : parties.values()) {
                cells.add(new RehearsalPage.Cell(rehearsal.answers().stream()
                        .filter(answer ->
                                answer.to().equals(to) && answer.from().equals(from))
                        .map(this::badge)
                        .toList()));
            }
            rows.add(new RehearsalPage.Row(to.name(), cells));
        }
        return new RehearsalPage.Table(
                new Badge(messages.get("rehearsal.outcome." + rehearsal.outcome()), mood(rehearsal.outcome())),
                parties.values().stream().map(Party::name).toList(),
                rows,
                rehearsal.answers().stream()
                        .filter(answer -> answer.outcome() != Outcome.PASS)
                        .map(answer -> new Badge(sentence(answer), mood(answer.outcome())))
                        .toList());
    }

    private Badge badge(Answer answer) {
        return new Badge(messages.get("rehearsal." + answer.sense() + "." + answer.outcome()), mood(answer.outcome()));
    }

    static String mood(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "good";
            case FAIL -> "bad";
            case COULD_NOT_TELL -> "warn";
        };
    }
}
