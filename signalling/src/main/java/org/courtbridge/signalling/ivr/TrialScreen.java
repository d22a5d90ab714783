package org.courtbridge.signalling.ivr;

import java.util.List;
import java.util.Optional;
import org.courtbridge.provisioning.testcall.Verdict;

/** Composes the {@link PromptScreen} for a room that tests itself. */
final class TrialScreen {

    private TrialScreen() {}

    /** Empty while the room sees itself. */
    static Optional<PromptScreen> of(Trial trial) {
        Words words = Words.in(trial.language());
        String heading = words.get("trial.heading");
        return switch (trial.stage()) {
            case Trial.Stage.Guided _ ->
                Optional.of(PromptScreen.of(heading, words.get("trial.guide"))
                        .withDetail(words.get("trial.guide.hint"))
                        .withKeys(List.of(language(words))));
            case Trial.Stage.Toned _ -> Optional.of(PromptScreen.of(heading, words.get("trial.tone")));
            case Trial.Stage.Spoken _, Trial.Stage.Judging _ -> Optional.empty();
            case Trial.Stage.Replayed replayed ->
                Optional.of(told(trial, replayed.findings(), words).withHeading(words.get("trial.replay")));
            case Trial.Stage.Told told -> Optional.of(told(trial, told.findings(), words));
            case Trial.Stage.Over _ -> Optional.of(PromptScreen.of(heading, words.get("farewell.goodbye")));
        };
    }

    private static PromptScreen told(Trial trial, Trial.Findings findings, Words words) {
        List<String> sentences = findings.worst().stream()
                .map(verdict -> sentence(verdict, trial))
                .toList();
        PromptScreen screen = screen(findings, sentences, words);
        return screen.withKeys(List.of(new PromptScreen.Key("1", words.get("key.again")), language(words)));
    }

    private static PromptScreen screen(Trial.Findings findings, List<String> sentences, Words words) {
        String heading = words.get("trial.heading");
        if (!findings.failed()) {
            PromptScreen screen = PromptScreen.of(heading, words.get(findings.good() ? "trial.good" : "trial.open"));
            return sentences.isEmpty() ? screen : screen.withDetail(String.join(" ", sentences));
        }
        PromptScreen screen = PromptScreen.of(heading, sentences.getFirst());
        if (sentences.size() > 1) {
            screen = screen.withNotice(sentences.get(1));
        }
        return sentences.size() > 2 ? screen.withDetail(sentences.get(2)) : screen;
    }

    private static String sentence(Verdict verdict, Trial trial) {
        return verdict.forPerson(trial.language().locale());
    }

    private static PromptScreen.Key language(Words words) {
        return new PromptScreen.Key(MenuScreen.STAR, words.get("key.language"));
    }
}
