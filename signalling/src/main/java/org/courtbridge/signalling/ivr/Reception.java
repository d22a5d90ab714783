package org.courtbridge.signalling.ivr;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /** Tests at one time: each decodes a picture, and looks for faces in it. */
    private static final int TRIALS = 6;

    private final Parts parts;
    private final Semaphore trials = new Semaphore(TRIALS);
    private final Map<LegId, LegVisit> visits = new ConcurrentHashMap<>();

    private final GuestPlaces guests = new GuestPlaces();

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
     * Opens it; decodes a prompt, and reads the fonts before the first caller wants to hear or see something.
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
        Prompts.shared().warmUp(slates.standard());
        return new Reception(new Parts(
                bridge, conferences, new PinCheck(conferences, clock), Prompts.shared(), slates, test, clock));
    }

    /** Whether a PIN is right, for those who dial it; guesses count together with those in the menu. */
    public PinCheck pins() {
        return parts.pins();
    }

    /** Hearings at whose PIN far too many guesses were made within an hour, since the start. */
    public long guessAlarms() {
        return parts.pins().alarms();
    }

    /** Whether rooms dial this to test themselves. */
    boolean tests(String number) {
        return parts.test().filter(test -> test.number().equals(number)).isPresent();
    }

    /** A place to test oneself, for as long as the call lasts; empty if there is none left. */
    Optional<Place> enterTest() {
        if (!trials.tryAcquire()) {
            return Optional.empty();
        }
        AtomicBoolean taken = new AtomicBoolean(true);
        return Optional.of(() -> {
            if (taken.getAndSet(false)) {
                trials.release();
            }
        });
    }

    /** Takes in a room's call that is connected, to be tested. */
    void test(Device device, Leg leg, LegMedia media) {
        TestNumber test = parts.test().orElseThrow();
        TrialVisit visit = new TrialVisit(parts, test, device, leg, media);
        visits.put(leg.id(), visit);
        visit.begin(
                device.language().flatMap(Language::of).orElse(parts.slates().standard()));
    }

    /** A stranger's place, for as long as his call is in the menu; empty if there is none left. */
    Optional<Place> enter(Caller caller) {
        return caller.isStranger() ? guests.enter(caller) : Optional.of(Place.FREE);
    }

    /** Somebody's place. From any thread. */
    public interface Place extends AutoCloseable {

        /** Of which there are as many as anybody wants. */
        Place FREE = () -> {};

        /** Whose it is. */
        default void takenBy(Leg leg) {}

        /** The caller has shown that he is where he says. @return whether he may keep it */
        default boolean confirm() {
            return true;
        }

        /** Once or more often. */
        @Override
        void close();
    }

    /**
     * Takes in a call that is connected.
     *
     * @param place in the menu, which it leaves when it is led into a hearing
     * @param dialled the hearing, if one was, with its PIN if that is to be tried first
     */
    void receive(Caller caller, Place place, Optional<Menu.Entry> dialled, Leg leg, LegMedia media) {
        Visit visit = new Visit(parts, caller, place, leg, media);
        visits.put(leg.id(), visit);
        Language language = caller.language().orElse(parts.slates().standard());
        Instant now = parts.clock().instant();
        visit.begin(dialled.map(entry -> Menu.openAt(entry, language, now))
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
