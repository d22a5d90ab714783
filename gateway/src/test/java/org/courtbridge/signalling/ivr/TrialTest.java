package org.courtbridge.signalling.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.language.Language;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Doubt;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;
import org.courtbridge.signalling.ivr.Trial.Action;
import org.courtbridge.signalling.ivr.Trial.Findings;
import org.courtbridge.signalling.ivr.Trial.Stage;
import org.courtbridge.signalling.ivr.Trial.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A room's test of itself, by a clock of its own. */
class TrialTest {

    private static final Trial.Times TIMES =
            new Trial.Times(Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofSeconds(6));

    private static final Verdict MUTED = verdict(Check.MICROPHONE, 100);
    private static final Verdict LOST = verdict(Check.LOSS, 20);
    private static final Verdict HUMMING = verdict(Check.HUM, -30);
    private static final Verdict DARK = verdict(Check.UNDER_EXPOSED, 0);

    private static final Findings GOOD = new Findings(true, false, List.of());

    private final Instant begin = Instant.parse("2026-11-27T09:00:00Z");
    private Instant now = begin;
    private final List<Action> actions = new ArrayList<>();
    private Step step;

    TrialTest() {
        take(Trial.open(Language.ENGLISH, TIMES, now));
    }

    private static Verdict verdict(Check check, double figure) {
        return Verdict.of(check, OptionalDouble.of(figure), Limits.standard(), Doubt.NOT_MEASURED);
    }

    private static Tested tested(Verdict... verdicts) {
        return new Tested(
                "t1",
                new Tested.Place.Room("7", "Зал 7"),
                Optional.empty(),
                "room7",
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(verdicts));
    }

    private void take(Step next) {
        step = next;
        next.action().ifPresent(actions::add);
    }

    private Trial trial() {
        return step.trial();
    }

    /** Time passes in steps, each when the trial wants it. */
    private void pass(Duration time) {
        Instant until = now.plus(time);
        while (!trial().due().isAfter(until)) {
            now = trial().due();
            take(trial().time(now));
        }
        now = until;
    }

    private PromptScreen screen() {
        return TrialScreen.of(trial()).orElseThrow();
    }

    @Test
    void guidesListensPlaysBackAndTells() {
        assertThat(step.said()).contains(List.of(Prompt.TRIAL.in(Language.ENGLISH)));
        assertThat(screen().headline()).isEqualTo("Speak after the tone");
        assertThat(actions).as("our own words are not measured").isEmpty();

        pass(Duration.ofSeconds(8));
        assertThat(actions).containsExactly(new Action.PlayTone());
        pass(Duration.ofSeconds(2));
        assertThat(actions).last().isEqualTo(new Action.Record());
        assertThat(TrialScreen.of(trial())).as("it sees itself").isEmpty();
        pass(Duration.ofSeconds(6));
        assertThat(actions).last().isEqualTo(new Action.Judge());

        take(trial().judged(GOOD, now));
        assertThat(actions).last().isEqualTo(new Action.Replay());
        assertThat(screen().heading()).isEqualTo("This is how others hear you");
        pass(Duration.ofSeconds(6));
        assertThat(screen().heading()).isEqualTo("Test of sound and picture");
        assertThat(screen().headline()).isEqualTo("Sound and picture are good");
        assertThat(screen().keys()).extracting(PromptScreen.Key::cap).containsExactly("1", "∗");
    }

    private void toFindings(Findings findings) {
        pass(Duration.ofSeconds(16));
        take(trial().judged(findings, now));
        pass(Duration.ofSeconds(6));
    }

    @Test
    void oneTestsAgainOnceSomethingIsFound() {
        pass(Duration.ofSeconds(3));
        take(trial().key('1', now));
        assertThat(actions).isEmpty();
        pass(Duration.ofSeconds(7));
        take(trial().key('1', now));
        assertThat(trial().stage()).isEqualTo(new Stage.Spoken());

        now = begin;
        take(Trial.open(Language.ENGLISH, TIMES, now));
        toFindings(GOOD);
        actions.clear();
        take(trial().key('1', now));
        assertThat(actions).isEmpty();
        assertThat(step.said()).isPresent();
        assertThat(trial().stage()).isEqualTo(new Stage.Guided());
    }

    @Test
    void endsAfterTwoMinutesWhateverIsDone() {
        for (int i = 0; i < 6; i++) {
            toFindings(GOOD);
            take(trial().key('1', now));
        }
        assertThat(actions).last().isEqualTo(new Action.HangUp(EndReason.LEFT));
        assertThat(actions.stream().filter(Action.HangUp.class::isInstance)).hasSize(1);
        assertThat(trial().due()).isEqualTo(Instant.MAX);

        now = begin;
        actions.clear();
        take(Trial.open(Language.ENGLISH, TIMES, now));
        toFindings(GOOD);
        pass(Trial.LONGEST.minusSeconds(23));
        assertThat(actions).doesNotHaveAnyElementsOfTypes(Action.HangUp.class);
        pass(Duration.ofSeconds(1));
        assertThat(actions).last().isEqualTo(new Action.HangUp(EndReason.LEFT));
    }

    @Test
    void neverJudgedIsHungUpOnAllTheSame() {
        pass(Trial.LONGEST);
        assertThat(actions).last().isEqualTo(new Action.HangUp(EndReason.LEFT));
        take(trial().judged(GOOD, now));
        assertThat(trial().stage()).isEqualTo(new Stage.Over());
    }

    @Test
    void starChangesTheLanguageWhileNothingIsMeasured() {
        pass(Duration.ofSeconds(3));
        take(trial().key('*', now));
        assertThat(step.said()).contains(List.of(Prompt.TRIAL.in(Language.KAZAKH)));
        assertThat(trial().due()).as("it is said to its end").isEqualTo(now.plus(TIMES.guide()));
        pass(Duration.ofSeconds(9));
        take(trial().key('*', now));
        assertThat(trial().language()).isEqualTo(Language.KAZAKH);
        pass(Duration.ofSeconds(8));
        take(trial().judged(GOOD, now));
        actions.clear();
        take(trial().key('*', now));
        assertThat(screen().headline()).isEqualTo("Звук и изображение в порядке");
        assertThat(actions).as("goes on playing back").isEmpty();
    }

    @Test
    void worstComesFirstAndThreeAreShown() {
        Findings findings = TrialVisit.findings(tested(MUTED, HUMMING, DARK, LOST));
        assertThat(findings.failed()).isTrue();
        assertThat(findings.worst()).containsExactly(MUTED, LOST, HUMMING);
        toFindings(findings);
        assertThat(screen().headline()).isEqualTo(MUTED.forPerson(Language.ENGLISH.locale()));
        assertThat(screen().notice()).contains(LOST.forPerson(Language.ENGLISH.locale()));
        assertThat(screen().detail()).contains(HUMMING.forPerson(Language.ENGLISH.locale()));
    }

    /** Nobody is told that all is well who was not measured. */
    @Test
    void whatCouldNotBeToldIsNotGood() {
        Verdict silent = Verdict.couldNotTell(Check.SPEECH_LEVEL, Limits.standard(), Doubt.NO_SPEECH);
        Findings findings = TrialVisit.findings(tested(verdict(Check.CONNECTION, 1), silent));
        assertThat(findings.good()).isFalse();
        assertThat(findings.failed()).isFalse();
        toFindings(findings);
        assertThat(screen().headline()).contains("not everything could be checked");
        assertThat(screen().detail()).contains(silent.forPerson(Language.ENGLISH.locale()));
    }

    @Test
    void nobodyIsBlamedWhereNothingCouldBeMeasured() {
        toFindings(Findings.NONE);
        assertThat(screen().headline()).contains("not everything could be checked");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyStageIsShownInEveryLanguage(Language language) {
        Findings findings = TrialVisit.findings(tested(MUTED, LOST));
        for (Stage stage : List.of(
                new Stage.Guided(),
                new Stage.Toned(),
                new Stage.Replayed(findings),
                new Stage.Told(findings),
                new Stage.Over())) {
            Trial at = new Trial(language, stage, TIMES, now, now);
            assertThat(TrialScreen.of(at).orElseThrow().headline()).isNotBlank();
        }
    }
}
