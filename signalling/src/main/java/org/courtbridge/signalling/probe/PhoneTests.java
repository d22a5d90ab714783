package org.courtbridge.signalling.probe;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegNotice.NotTested.Why;
import org.courtbridge.media.probe.ProbeBridge;
import org.courtbridge.media.probe.ProbeSettings;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.TestJudge;
import org.courtbridge.signalling.webrtc.PageDestination;
import org.courtbridge.signalling.webrtc.PageTests;

/**
 * Tries the phones of participants, who come by their link: each once at a time, a few times an hour, and none whose seat is taken in
 * the hearing. From any thread.
 */
public final class PhoneTests implements PageTests, AutoCloseable {

    /**
     * Durations of the steps of a test; 30 s in all at most.
     *
     * @param connect until something comes of the phone
     * @param speak in which it is measured
     * @param listen in which the person hears what was heard
     */
    public record Times(Duration connect, Duration speak, Duration listen) {

        /** As people bear it, and long enough for every check. */
        public static final Times USUAL =
                new Times(Duration.ofSeconds(10), Duration.ofSeconds(12), Duration.ofSeconds(5));
    }

    /** Tests at the same time: each takes a decoder's share of a processor, which hearings must not miss. */
    private static final int AT_ONCE = 6;

    private static final int AN_HOUR = 6;

    /** Lines that are sent all that they have to carry at one time. */
    private static final int FILLED_AT_ONCE = 3;

    private final Parts parts;
    private final Times times;
    private final SharedFaces faces = SharedFaces.ofBest();
    private final Semaphore fillings = new Semaphore(FILLED_AT_ONCE);
    private final TestPlaces places = new TestPlaces(AT_ONCE, AN_HOUR);
    private final Set<PhoneTest> running = ConcurrentHashMap.newKeySet();

    /**
     * The services that test calls of phones work with.
     *
     * @param bridge for the media of those who are in no hearing
     * @param book keeps what came of each test
     */
    public record Parts(
            Conferences conferences, HearingBridge.Parts bridge, TestJudge judge, TestBook book, InstantSource clock) {}

    public PhoneTests(Parts parts, Times times) {
        this.parts = parts;
        this.times = times;
        // Not when somebody is tried: whose pictures would wait for it, and be left out.
        parts.bridge().pictures().probes().execute(faces::warmUp);
    }

    @Override
    public PageDestination of(Participant participant, Optional<String> client) {
        return new PhoneTest(this, participant, client);
    }

    Parts parts() {
        return parts;
    }

    Times times() {
        return times;
    }

    ProbeBridge bridge(Leg leg, LegMedia media) {
        return ProbeBridge.open(
                parts.bridge(),
                leg,
                "phone",
                media,
                ProbeSettings.mirror(Optional.of(faces), times.speak()).filling(ProbeSettings.Filling.of(fillings)));
    }

    /** A test begins, and has to {@link #left leave}; or why it may not. */
    Optional<Why> entered(PhoneTest test, Participant participant) {
        if (isInHearing(participant)) {
            return Optional.of(Why.IN_HEARING);
        }
        Optional<Why> why = places.enter(participant.id(), parts.clock().instant());
        if (why.isEmpty()) {
            running.add(test);
        }
        return why;
    }

    void left(PhoneTest test, Participant participant) {
        running.remove(test);
        places.leave(participant.id());
    }

    /** Or waits to be let in. */
    boolean isInHearing(Participant participant) {
        return parts.conferences()
                .byId(participant.hearingId())
                .flatMap(hearing -> hearing.seat(PartyId.participant(participant.id())))
                .flatMap(HearingState.Seat::leg)
                .isPresent();
    }

    /** Ends every test. */
    @Override
    public void close() {
        running.forEach(test -> test.end(EndReason.SHUTDOWN));
        faces.close();
    }
}
