package org.courtbridge.gateway.ivr;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.courtbridge.gateway.bridge.HearingBridge;
import org.courtbridge.gateway.bridge.Leg;
import org.courtbridge.gateway.bridge.LegMedia;
import org.courtbridge.gateway.conference.CommandRefusedException;
import org.courtbridge.gateway.conference.Conferences;
import org.courtbridge.gateway.conference.LegEvents;
import org.courtbridge.gateway.language.Language;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;

/**
 * Where calls are that have no hearing yet: each is a {@link Visit} to the menu, which hears everything of its leg, also
 * when it has led into a hearing. What belongs to no visit goes to the hearings at once. From any thread.
 */
public final class Reception implements LegEvents {

    /** Strangers at one time: each costs ports, and five pictures a second that are coded for it alone, 6 ms of work. */
    private static final int STRANGERS = 40;

    /** Of these from one address, behind which may be a whole court. */
    private static final int STRANGERS_OF_A_SOURCE = 10;

    private final Parts parts;
    private final Map<LegId, Visit> visits = new ConcurrentHashMap<>();

    // Guarded by itself.
    private final Map<String, Integer> strangers = new HashMap<>();

    /**
     * What it works with.
     *
     * @param bridge for the media of those who are in no hearing
     */
    record Parts(
            HearingBridge.Parts bridge,
            Conferences conferences,
            PinCheck pins,
            Prompts prompts,
            WaitingSlates slates,
            InstantSource clock) {}

    private Reception(Parts parts) {
        this.parts = parts;
    }

    /**
     * Opens it; decodes the prompts, and reads the fonts before the first caller wants to see something.
     *
     * @param bridge for the media of those who are in no hearing, with the antechamber of the hearings' bridges
     */
    public static Reception open(
            HearingBridge.Parts bridge, Conferences conferences, WaitingSlates slates, InstantSource clock) {
        bridge.pictures().stills().execute(ScreenPainter::warmUp);
        return new Reception(
                new Parts(bridge, conferences, new PinCheck(conferences, clock), Prompts.loaded(), slates, clock));
    }

    /** Whether a PIN is right, for those who dial it; guesses count together with those in the menu. */
    public PinCheck pins() {
        return parts.pins();
    }

    /** A stranger's place, for as long as his call lasts; empty if there is none left. */
    public Optional<Place> enter(Caller caller) {
        if (!caller.isStranger()) {
            return Optional.of(() -> {});
        }
        synchronized (strangers) {
            int all = strangers.values().stream().mapToInt(Integer::intValue).sum();
            if (all >= STRANGERS || strangers.getOrDefault(caller.source(), 0) >= STRANGERS_OF_A_SOURCE) {
                return Optional.empty();
            }
            strangers.merge(caller.source(), 1, Integer::sum);
        }
        return Optional.of(() -> leave(caller.source()));
    }

    private void leave(String source) {
        synchronized (strangers) {
            strangers.computeIfPresent(source, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Somebody's place. */
    public interface Place extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Takes in a call that is connected.
     *
     * @param number of the hearing that was dialled, if one was
     */
    public void receive(Caller caller, Optional<String> number, Leg leg, LegMedia media) {
        Visit visit = new Visit(parts, caller, leg, media);
        visits.put(leg.id(), visit);
        Language language = caller.language().orElse(parts.slates().standard());
        Instant now = parts.clock().instant();
        visit.begin(number.map(dialled -> Menu.openAt(dialled, language, now))
                .orElseGet(() ->
                        Menu.open(caller.isStranger() ? Menu.Asked.NUMBER_AND_PIN : Menu.Asked.NUMBER, language, now)));
    }

    @Override
    public void renegotiated(LegId leg, LegMedia media) {
        of(leg, visit -> visit.renegotiated(media), () -> parts.conferences().renegotiated(leg, media));
    }

    @Override
    public void keyframeWanted(LegId leg) {
        of(leg, Visit::keyframeWanted, () -> parts.conferences().keyframeWanted(leg));
    }

    @Override
    public void digit(LegId leg, char digit) {
        of(leg, visit -> visit.pressed(digit), () -> parts.conferences().digit(leg, digit));
    }

    @Override
    public CompletionStage<?> asksToPresent(LegId leg) {
        return visits.containsKey(leg)
                ? CompletableFuture.failedFuture(new CommandRefusedException("This call is in no hearing."))
                : parts.conferences().asksToPresent(leg);
    }

    @Override
    public void presentsNoMore(LegId leg) {
        parts.conferences().presentsNoMore(leg);
    }

    @Override
    public void left(LegId leg, EndReason reason) {
        Visit visit = visits.remove(leg);
        if (visit == null) {
            parts.conferences().left(leg, reason);
        } else {
            visit.left(reason);
        }
    }

    private void of(LegId leg, Consumer<Visit> visiting, Runnable otherwise) {
        Optional.ofNullable(visits.get(leg)).ifPresentOrElse(visiting, otherwise);
    }
}
