package org.courtbridge.signalling.ivr;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.provisioning.inventory.Device;

/**
 * Holds the calls that have no hearing yet: each is a {@link Visit} to the menu, which receives all events of its leg, also
 * when it has led into a hearing, or a {@link TrialVisit}. Events of other legs go to the hearings at once. From any thread.
 */
public final class Reception implements LegEvents {

    /** Strangers at one time: each costs ports, and five pictures a second that are coded for it alone, 6 ms of work. */
    private static final int STRANGERS = 40;

    /** Of these from one address, behind which may be a whole court. */
    private static final int STRANGERS_OF_A_SOURCE = 10;

    /** Tests at one time: each decodes a picture, and looks for faces in it. */
    private static final int TRIALS = 6;

    private final Parts parts;
    private final Semaphore trials = new Semaphore(TRIALS);
    private final Map<LegId, LegVisit> visits = new ConcurrentHashMap<>();

    // Guarded by itself.
    private final Map<String, Integer> strangers = new HashMap<>();

    /**
     * The services that visits work with.
     *
     * @param bridge for the media of those who are in no hearing
     */
    record Parts(
            HearingBridge.Parts bridge,
            Conferences conferences,
            PinCheck pins,
            Prompts prompts,
            WaitingSlates slates,
            Optional<TestNumber> test,
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
        return open(bridge, conferences, slates, Optional.empty(), clock);
    }

    /** As above. @param test what rooms dial to test themselves; empty if they cannot */
    public static Reception open(
            HearingBridge.Parts bridge,
            Conferences conferences,
            WaitingSlates slates,
            Optional<TestNumber> test,
            InstantSource clock) {
        bridge.pictures().stills().execute(ScreenPainter::warmUp);
        return new Reception(new Parts(
                bridge, conferences, new PinCheck(conferences, clock), Prompts.loaded(), slates, test, clock));
    }

    /** Whether a PIN is right, for those who dial it; guesses count together with those in the menu. */
    public PinCheck pins() {
        return parts.pins();
    }

    /** Whether rooms dial this to test themselves. */
    boolean tests(String number) {
        return parts.test().filter(test -> test.number().equals(number)).isPresent();
    }

    /** A place to test oneself, for as long as the call lasts; empty if there is none left. */
    Optional<Place> enterTest() {
        return trials.tryAcquire() ? Optional.of(trials::release) : Optional.empty();
    }

    /** Takes in a room's call that is connected, to be tested. */
    void test(Device device, Leg leg, LegMedia media) {
        TestNumber test = parts.test().orElseThrow();
        TrialVisit visit = new TrialVisit(parts, test, device, leg, media);
        visits.put(leg.id(), visit);
        visit.begin(
                device.language().flatMap(Language::of).orElse(parts.slates().standard()));
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
        of(leg, LegVisit::keyframeWanted, () -> parts.conferences().keyframeWanted(leg));
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
    public void mediaFollowed(LegId leg, InetAddress machine) {
        parts.conferences().mediaFollowed(leg, machine);
    }

    @Override
    public void left(LegId leg, EndReason reason) {
        LegVisit visit = visits.remove(leg);
        if (visit == null) {
            parts.conferences().left(leg, reason);
        } else {
            visit.left(reason);
        }
    }

    private void of(LegId leg, Consumer<LegVisit> visiting, Runnable otherwise) {
        Optional.ofNullable(visits.get(leg)).ifPresentOrElse(visiting, otherwise);
    }
}
