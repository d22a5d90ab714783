package org.courtbridge.signalling.ivr;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.courtbridge.court.conference.KeyAnswer;
import org.courtbridge.court.conference.Slates;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.Announcement;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.Still;

/**
 * Makes the stills for rooms that wait: the hearing's title, how they stand in it, and the time; and the announcements that
 * they hear: when they come into the lobby, and when they press keys. In the language that somebody chose in the menu, else in the device's, else in the
 * court's. From any thread.
 */
public final class WaitingSlates implements Slates {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** A room that has just been answered may not play at once. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final ZoneId zone;
    private final InstantSource clock;
    private final Language standard;
    private final SharedStills stills = new SharedStills();
    private final Map<LegId, Language> languages = new ConcurrentHashMap<>();

    /**
     * @param zone of the court
     * @param standard the court's language
     */
    public WaitingSlates(ZoneId zone, InstantSource clock, Language standard) {
        this.zone = zone;
        this.clock = clock;
        this.standard = standard;
    }

    /** The court's language. */
    Language standard() {
        return standard;
    }

    void speak(LegId leg, Language language) {
        languages.put(leg, language);
    }

    void forget(LegId leg) {
        languages.remove(leg);
    }

    /** In which a room is told now. */
    Language language(Leg leg) {
        return languages.getOrDefault(leg.id(), leg.language().orElse(standard));
    }

    @Override
    public Announcement aloud(Leg leg) {
        return Prompts.shared().say(FIRST_PAUSE, List.of(Prompt.WAITING.in(language(leg))));
    }

    @Override
    public Announcement answer(Leg leg, KeyAnswer answer) {
        Prompt prompt = switch (answer) {
            case HAND_RAISED -> Prompt.HAND_RAISED;
            case HAND_LOWERED -> Prompt.HAND_LOWERED;
            case MICROPHONE_OFF -> Prompt.MICROPHONE_OFF;
            case MICROPHONE_ON -> Prompt.MICROPHONE_ON;
            case MUTED -> Prompt.MUTED;
            case LAYOUT_CHANGED -> Prompt.LAYOUT_CHANGED;
            case KEYS -> Prompt.KEYS;
            case WAITING -> Prompt.WAITING;
            case REFUSED -> Prompt.REFUSED;
        };
        return Prompts.shared().say(List.of(prompt.in(language(leg))));
    }

    @Override
    public Optional<Still> of(Leg leg, HearingState state) {
        Words words = Words.in(language(leg));
        String time = CLOCK.format(LocalTime.ofInstant(clock.instant(), zone));
        return state.seatOf(leg.id())
                .map(seat -> slate(words, state.phase(), seat.admitted())
                        .withHeadline(state.title())
                        .withClock(time));
    }

    /** The still that a party sees in a test call; with the time by the second, so that something moves. */
    public Still test(Leg leg) {
        Words words = Words.in(language(leg));
        return stills.of(PromptScreen.of(words.get("test.heading"), words.get("test.headline"))
                .withDetail(words.get("test.hint"))
                .withClock(SECONDS.format(LocalTime.ofInstant(clock.instant(), zone))));
    }

    private static PromptScreen slate(Words words, HearingState.Phase phase, boolean admitted) {
        PromptScreen screen = PromptScreen.of(words.get("slate.heading"), "");
        if (!admitted) {
            return screen.withNotice(words.get("slate.waiting"));
        }
        return switch (phase) {
            case SCHEDULED, LOBBY ->
                screen.withNotice(words.get("slate.not-started")).withDetail(words.get("slate.patience"));
            case IN_SESSION -> screen.withNotice(words.get("slate.in-session")).withDetail(words.get("slate.nobody"));
            case CLOSED_SESSION ->
                screen.withNotice(words.get("slate.closed")).withDetail(words.get("slate.closed.hint"));
            case ADJOURNED ->
                screen.withNotice(words.get("slate.adjourned")).withDetail(words.get("slate.adjourned.hint"));
            case ENDED -> screen.withNotice(words.get("farewell.goodbye"));
        };
    }
}
