package org.courtbridge.signalling.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.language.Language;
import org.courtbridge.signalling.ivr.Menu.Action;
import org.courtbridge.signalling.ivr.Menu.Asked;
import org.courtbridge.signalling.ivr.Menu.Entry;
import org.courtbridge.signalling.ivr.Menu.Judgement;
import org.courtbridge.signalling.ivr.Menu.Step;
import org.courtbridge.signalling.ivr.Prompt.Spoken;
import org.junit.jupiter.api.Test;

/** Conversations with the menu, by a clock of their own. */
class MenuTest {

    private Instant now = Instant.parse("2026-11-25T09:00:00Z");
    private Step step = Menu.open(Asked.NUMBER_AND_PIN, Language.KAZAKH, now);
    private final List<Action> actions = new ArrayList<>();

    private Menu menu() {
        return step.menu();
    }

    private void take(Step next) {
        step = next;
        next.action().ifPresent(actions::add);
    }

    private void press(String keys) {
        keys.chars().forEach(key -> take(menu().key((char) key, now)));
    }

    /** Time passes in steps, each when the menu wants it. */
    private void pass(Duration time) {
        Instant until = now.plus(time);
        while (!menu().due().isAfter(until)) {
            now = menu().due();
            take(menu().time(now));
        }
        now = until;
    }

    private PromptScreen screen() {
        return MenuScreen.of(menu(), now);
    }

    private List<Spoken> said() {
        return step.said().orElseThrow();
    }

    private static Action tried(String number, String pin) {
        return new Action.Try(new Entry(number, Optional.of(pin)));
    }

    @Test
    void asksForNumberAndPin() {
        assertThat(said())
                .containsExactly(
                        Prompt.NUMBER.in(Language.KAZAKH),
                        Prompt.LANGUAGE.in(Language.RUSSIAN),
                        Prompt.LANGUAGE.in(Language.ENGLISH));
        press("100");
        assertThat(screen().field()).contains("100");
        assertThat(said()).as("typing silences the prompt").isEmpty();
        press("#");
        assertThat(said()).first().isEqualTo(Prompt.PIN.in(Language.KAZAKH));
        assertThat(screen().heading()).contains("100");
        press("4711");
        assertThat(screen().field()).contains("•••1");
        press("#");
        assertThat(actions).containsExactly(tried("100", "4711"));
        assertThat(screen().headline()).isEqualTo("Тексерілуде…");
    }

    @Test
    void roomThatIsKnownIsAskedForTheNumberOnly() {
        take(Menu.open(Asked.NUMBER, Language.KAZAKH, now));
        press("100#");
        assertThat(actions).containsExactly(new Action.Try(new Entry("100", Optional.empty())));
        take(menu().judged(new Judgement.PinWanted(), now));
        press("4711#");
        assertThat(actions).last().isEqualTo(tried("100", "4711"));
    }

    @Test
    void callerWhoDialledTheNumberIsAskedForThePinOnly() {
        take(Menu.openAt(new Menu.Entry("100", Optional.empty()), Language.ENGLISH, now));
        assertThat(said()).first().isEqualTo(Prompt.PIN.in(Language.ENGLISH));
        press("4711#");
        assertThat(actions).containsExactly(tried("100", "4711"));
    }

    @Test
    void pauseStandsForTheHashKey() {
        press("100");
        pass(Menu.PAUSE);
        press("47");
        pass(Menu.PAUSE.minusMillis(1));
        press("11");
        assertThat(actions).isEmpty();
        pass(Menu.PAUSE);
        assertThat(actions).containsExactly(tried("100", "4711"));
    }

    @Test
    void starTakesBackDigitsAndThenChangesTheLanguage() {
        press("12*");
        assertThat(screen().field()).contains("1");
        assertThat(screen().keys()).extracting(PromptScreen.Key::does).containsExactly("Жалғастыру", "Өшіру");
        press("*");
        assertThat(screen().field()).contains("");
        assertThat(screen().headline()).isEqualTo("Отырыстың нөмірін теріңіз");
        press("*");
        assertThat(screen().headline()).isEqualTo("Наберите номер заседания");
        assertThat(said()).first().isEqualTo(Prompt.NUMBER.in(Language.RUSSIAN));
        press("*");
        assertThat(screen().headline()).isEqualTo("Enter the number of the hearing");
        press("*");
        assertThat(screen().headline()).isEqualTo("Отырыстың нөмірін теріңіз");
    }

    @Test
    void wrongTryIsSaidAndShownAndMayBeRepeated() {
        press("100#4711#");
        take(menu().judged(new Judgement.Wrong(), now));
        assertThat(said()).containsExactly(Prompt.WRONG.in(Language.KAZAKH), Prompt.NUMBER.in(Language.KAZAKH));
        assertThat(screen().notice()).isPresent();
        press("1");
        assertThat(screen().notice()).isEmpty();
        press("00#4712#");
        assertThat(actions).containsExactly(tried("100", "4711"), tried("100", "4712"));
    }

    @Test
    void whoGuessesHasToWaitAndIsThenTriedWithoutTypingAgain() {
        press("100#4711#");
        take(menu().judged(new Judgement.Wait(Duration.ofSeconds(4)), now));
        assertThat(said()).containsExactly(Prompt.SLOWED.in(Language.KAZAKH));
        assertThat(screen().headline()).isEqualTo("Күте тұрыңыз: 4 с");
        press("100#");
        pass(Duration.ofMillis(1_500));
        assertThat(screen().headline()).isEqualTo("Күте тұрыңыз: 3 с");
        assertThat(actions).hasSize(1);
        pass(Duration.ofMillis(2_500));
        assertThat(actions).containsExactly(tried("100", "4711"), tried("100", "4711"));
    }

    @Test
    void whoIsBlockedIsToldSoAndHungUpOn() {
        press("100#4711#");
        take(menu().judged(new Judgement.Wait(Duration.ofMinutes(15)), now));
        assertThat(said()).containsExactly(Prompt.BLOCKED.in(Language.KAZAKH));
        assertThat(screen().headline()).isEqualTo("Қате әрекет тым көп");
        pass(Menu.FAREWELL);
        assertThat(actions).last().isEqualTo(new Action.HangUp(EndReason.REFUSED));
    }

    @Test
    void whoIsSilentIsAskedTwiceMoreAndThenHungUpOnPolitely() {
        pass(Menu.PATIENCE);
        assertThat(said()).first().isEqualTo(Prompt.NUMBER.in(Language.KAZAKH));
        pass(Menu.PATIENCE);
        assertThat(said()).first().isEqualTo(Prompt.NUMBER.in(Language.KAZAKH));
        pass(Menu.PATIENCE);
        assertThat(said()).containsExactly(Prompt.SILENCE.in(Language.KAZAKH));
        assertThat(screen().headline()).isEqualTo("Ештеңе терілмеді");
        assertThat(actions).isEmpty();
        pass(Menu.FAREWELL);
        assertThat(actions).containsExactly(new Action.HangUp(EndReason.CANCELLED));
        pass(Duration.ofHours(1));
        assertThat(actions).hasSize(1);
    }

    @Test
    void nobodyIsKeptOnTheLineForEver() {
        Instant begin = now;
        while (actions.isEmpty()) {
            press("1*");
            pass(Duration.ofSeconds(10));
            assertThat(now).isBefore(begin.plus(Duration.ofMinutes(6)));
        }
        assertThat(actions).containsExactly(new Action.HangUp(EndReason.CANCELLED));
    }

    @Test
    void tryThatIsNeverJudgedEndsTheCall() {
        press("100#4711#");
        pass(Menu.JUDGEMENT);
        assertThat(said()).containsExactly(Prompt.UNAVAILABLE.in(Language.KAZAKH));
        take(menu().judged(new Judgement.Wrong(), now));
        pass(Menu.FAREWELL);
        assertThat(actions).last().isEqualTo(new Action.HangUp(EndReason.REFUSED));
    }

    /** Whatever is pressed and whenever: numbers and PINs stay within their lengths, and every call ends. */
    @Test
    void noKeysLeadAstray() {
        Random random = new Random(4711);
        for (int call = 0; call < 300; call++) {
            actions.clear();
            take(Menu.open(random.nextBoolean() ? Asked.NUMBER : Asked.NUMBER_AND_PIN, Language.KAZAKH, now));
            Instant begin = now;
            while (actions.stream().noneMatch(Action.HangUp.class::isInstance)) {
                press(String.valueOf("0123456789*#ABCD".charAt(random.nextInt(16))));
                pass(Duration.ofMillis(random.nextInt(3_000)));
                if (menu().stage() instanceof Menu.Stage.Checking && random.nextBoolean()) {
                    take(menu().judged(judgement(random.nextInt(10)), now));
                }
                assertThat(screen().headline()).isNotBlank();
                assertThat(now).isBefore(begin.plus(Duration.ofMinutes(8)));
            }
            assertThat(actions).allSatisfy(action -> {
                if (action instanceof Action.Try attempt) {
                    assertThat(attempt.entry().number()).matches("[0-9]{1,20}");
                    assertThat(attempt.entry().pin().orElse("1")).matches("[0-9]{1,12}");
                }
            });
        }
    }

    private static Judgement judgement(int kind) {
        return switch (kind) {
            case 0 -> new Judgement.PinWanted();
            case 1 -> new Judgement.Wait(Duration.ofSeconds(8));
            case 2 -> new Judgement.Unavailable();
            default -> new Judgement.Wrong();
        };
    }
}
