package org.courtbridge.signalling.ivr;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.language.Language;
import org.courtbridge.signalling.ivr.Prompt.Spoken;

/**
 * The conversation with a caller who has still to say which hearing he wants, and perhaps its PIN: pure. Keys, time and
 * judgements lead to the next menu, with what is said, what is shown ({@link MenuScreen}) and what is to be done.
 *
 * <p>Digits are typed and sent off by {@code #}, or by {@link #PAUSE} without a key, as not every remote control has one.
 * {@code *} takes back a digit, and where there is none changes the language.
 *
 * @param asked what this caller has to know
 * @param wrong whether the last try was
 * @param reminders how often the caller was asked again
 * @param due when {@link #time} has something to do
 * @param end of all patience
 */
record Menu(Asked asked, Language language, Stage stage, boolean wrong, int reminders, Instant due, Instant end) {

    /** Without a key the caller is asked again. */
    static final Duration PATIENCE = Duration.ofSeconds(25);

    static final int REMINDERS = 2;

    /** Without a key what has been typed is taken as it is. */
    static final Duration PAUSE = Duration.ofSeconds(8);

    /** For all of it: nobody keeps a line of ours for himself. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    /** For the last words; then the call ends. */
    static final Duration FAREWELL = Duration.ofSeconds(10);

    /** Longest delay after wrong tries for which a caller is kept on the line. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** For the answer to a try. */
    static final Duration JUDGEMENT = Duration.ofSeconds(15);

    private static final Duration COUNTDOWN = Duration.ofSeconds(1);

    /** Nothing that is typed is waited for longer than to the end. */
    Menu {
        if (stage instanceof Stage.Typing && due.isAfter(end)) {
            due = end;
        }
    }

    /** Entries that a caller is asked for. */
    enum Asked {
        /** Asked of a room that has proved which it is. */
        NUMBER,
        NUMBER_AND_PIN
    }

    /** Field that the caller types, with its most digits and its prompt. */
    enum Field {
        NUMBER(20, Prompt.NUMBER),
        PIN(12, Prompt.PIN);

        private final int longest;
        private final Prompt prompt;

        Field(int longest, Prompt prompt) {
            this.longest = longest;
            this.prompt = prompt;
        }
    }

    /** Reason that there is no hearing for this caller. */
    enum Farewell {
        SILENCE(Prompt.SILENCE, EndReason.CANCELLED),
        BLOCKED(Prompt.BLOCKED, EndReason.REFUSED),
        UNAVAILABLE(Prompt.UNAVAILABLE, EndReason.REFUSED);

        private final Prompt prompt;
        private final EndReason reason;

        Farewell(Prompt prompt, EndReason reason) {
            this.prompt = prompt;
            this.reason = reason;
        }

        Prompt prompt() {
            return prompt;
        }
    }

    /** A hearing that a caller wants into. */
    record Entry(String number, Optional<String> pin) {

        @Override
        public String toString() {
            return "Entry[" + number + "]";
        }
    }

    /** State of the menu. */
    sealed interface Stage {

        /** @param number typed before, when this is the PIN */
        record Typing(Field field, String number, String typed) implements Stage {

            @Override
            public String toString() {
                return "Typing[" + field + "]";
            }
        }

        record Checking(Entry entry) implements Stage {}

        /** After too many wrong tries this one has to wait. */
        record Slowed(Entry entry, Instant until) implements Stage {}

        record Leaving(Farewell farewell) implements Stage {}

        record Over() implements Stage {}
    }

    /** Action that the menu's owner is to carry out. */
    sealed interface Action {

        /** Let the caller in, or say by {@link #judged} why not. */
        record Try(Entry entry) implements Action {}

        record HangUp(EndReason reason) implements Action {}
    }

    /** Reason why a try did not let the caller in. */
    sealed interface Judgement {

        /** The room has no seat in that hearing, and needs the PIN. */
        record PinWanted() implements Judgement {}

        record Wrong() implements Judgement {}

        /** Nobody has looked: there were too many wrong tries. */
        record Wait(Duration time) implements Judgement {}

        record Unavailable() implements Judgement {}
    }

    /**
     * One step on.
     *
     * @param said instead of what is being said; an empty list for silence
     */
    record Step(Menu menu, Optional<List<Spoken>> said, Optional<Action> action) {}

    /** Asks for the number of a hearing. */
    static Step open(Asked asked, Language language, Instant now) {
        Stage stage = new Stage.Typing(Field.NUMBER, "", "");
        return new Menu(asked, language, stage, false, 0, now.plus(PATIENCE), now.plus(LONGEST)).askAgain();
    }

    /** Begins with what has been dialled: tries it if there is a PIN in it, and asks for that if there is none. */
    static Step openAt(Entry dialled, Language language, Instant now) {
        Stage stage = new Stage.Typing(Field.PIN, dialled.number(), "");
        Menu menu = new Menu(Asked.NUMBER_AND_PIN, language, stage, false, 0, now.plus(PATIENCE), now.plus(LONGEST));
        return dialled.pin().isPresent() ? menu.attempt(dialled, now) : menu.askAgain();
    }

    /** A key was pressed: 0 to 9, *, #, A to D. */
    Step key(char key, Instant now) {
        if (!(stage instanceof Stage.Typing typing)) {
            return unchanged();
        }
        String typed = typing.typed();
        return switch (key) {
            case '#' -> typed.isEmpty() ? unchanged() : sendOff(typing, now);
            case '*' ->
                typed.isEmpty() ? nextLanguage(now) : typed(typing, typed.substring(0, typed.length() - 1), now);
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                typed.length() < typing.field().longest ? typed(typing, typed + key, now) : unchanged();
            default -> unchanged();
        };
    }

    private Step typed(Stage.Typing typing, String typed, Instant now) {
        Stage next = new Stage.Typing(typing.field(), typing.number(), typed);
        Instant then = now.plus(typed.isEmpty() ? PATIENCE : PAUSE);
        return silent(new Menu(asked, language, next, false, 0, then, end));
    }

    private Step nextLanguage(Instant now) {
        Language[] all = Language.values();
        Language next = all[(language.ordinal() + 1) % all.length];
        return new Menu(asked, next, stage, wrong, 0, now.plus(PATIENCE), end).askAgain();
    }

    private Step sendOff(Stage.Typing typing, Instant now) {
        if (typing.field() == Field.PIN) {
            return attempt(new Entry(typing.number(), Optional.of(typing.typed())), now);
        }
        return asked == Asked.NUMBER
                ? attempt(new Entry(typing.typed(), Optional.empty()), now)
                : askForPin(typing.typed(), now);
    }

    private Step askForPin(String number, Instant now) {
        Stage next = new Stage.Typing(Field.PIN, number, "");
        return new Menu(Asked.NUMBER_AND_PIN, language, next, false, 0, now.plus(PATIENCE), end).askAgain();
    }

    private Step attempt(Entry entry, Instant now) {
        Menu next = at(new Stage.Checking(entry), now.plus(JUDGEMENT));
        return new Step(next, Optional.of(List.of()), Optional.of(new Action.Try(entry)));
    }

    /** Time has passed; does nothing before {@link #due}. */
    Step time(Instant now) {
        if (now.isBefore(due)) {
            return unchanged();
        }
        return switch (stage) {
            case Stage.Typing typing -> waited(typing, now);
            case Stage.Checking _ -> leave(Farewell.UNAVAILABLE, now);
            case Stage.Slowed slowed ->
                now.isBefore(slowed.until())
                        ? new Step(at(slowed, now.plus(COUNTDOWN)), Optional.empty(), Optional.empty())
                        : attempt(slowed.entry(), now);
            case Stage.Leaving leaving ->
                new Step(
                        at(new Stage.Over(), Instant.MAX),
                        Optional.empty(),
                        Optional.of(new Action.HangUp(leaving.farewell().reason)));
            case Stage.Over _ -> unchanged();
        };
    }

    private Step waited(Stage.Typing typing, Instant now) {
        if (!now.isBefore(end)) {
            return leave(Farewell.SILENCE, now);
        }
        if (!typing.typed().isEmpty()) {
            return sendOff(typing, now);
        }
        if (reminders == REMINDERS) {
            return leave(Farewell.SILENCE, now);
        }
        return new Menu(asked, language, stage, wrong, reminders + 1, now.plus(PATIENCE), end).askAgain();
    }

    /** The last try did not lead in. */
    Step judged(Judgement judgement, Instant now) {
        if (!(stage instanceof Stage.Checking checking)) {
            return unchanged();
        }
        return switch (judgement) {
            case Judgement.PinWanted _ -> askForPin(checking.entry().number(), now);
            case Judgement.Wrong _ -> {
                Stage again = new Stage.Typing(Field.NUMBER, "", "");
                Menu next = new Menu(asked, language, again, true, 0, now.plus(PATIENCE), end);
                yield next.saying(List.of(Prompt.WRONG.in(language), Prompt.NUMBER.in(language)));
            }
            case Judgement.Wait wait ->
                wait.time().compareTo(LONGEST_WAIT) > 0
                        ? leave(Farewell.BLOCKED, now)
                        : at(new Stage.Slowed(checking.entry(), now.plus(wait.time())), now.plus(COUNTDOWN))
                                .saying(List.of(Prompt.SLOWED.in(language)));
            case Judgement.Unavailable _ -> leave(Farewell.UNAVAILABLE, now);
        };
    }

    private Step leave(Farewell farewell, Instant now) {
        return at(new Stage.Leaving(farewell), now.plus(FAREWELL)).saying(List.of(farewell.prompt.in(language)));
    }

    private Menu at(Stage next, Instant then) {
        return new Menu(asked, language, next, false, reminders, then, end);
    }

    /** In the caller's language; how to change it, in the others. */
    private Step askAgain() {
        if (!(stage instanceof Stage.Typing typing)) {
            return unchanged();
        }
        Language[] all = Language.values();
        Spoken question = typing.field().prompt.in(language);
        Language second = all[(language.ordinal() + 1) % all.length];
        Language third = all[(language.ordinal() + 2) % all.length];
        return saying(List.of(question, Prompt.LANGUAGE.in(second), Prompt.LANGUAGE.in(third)));
    }

    private Step saying(List<Spoken> words) {
        return new Step(this, Optional.of(words), Optional.empty());
    }

    private static Step silent(Menu next) {
        return new Step(next, Optional.of(List.of()), Optional.empty());
    }

    private Step unchanged() {
        return new Step(this, Optional.empty(), Optional.empty());
    }
}
