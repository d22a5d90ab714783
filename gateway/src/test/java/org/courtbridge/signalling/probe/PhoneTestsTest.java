package org.courtbridge.signalling.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.concurrent.DefaultEventExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.SampleHearings;
import org.courtbridge.court.conference.StandInConferences;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.KnownClients;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.TestJudge;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.signalling.webrtc.PageDestination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Phones of which nothing comes, as that takes no phone; the others are tried by PhoneProbeIT. */
class PhoneTestsTest {

    private static final Participant PERSON = new Participant("p1", "h1", "Айгүл", "code", Optional.empty());
    private static final PartyId PARTY = PartyId.participant("p1");
    private static final LegMedia NOTHING = LegMedia.NOTHING;

    private final DefaultEventExecutor control = new DefaultEventExecutor();
    private final ScheduledExecutorService mixers = Executors.newScheduledThreadPool(1);
    private final PictureWorkers pictures = PictureWorkers.withPlaces(1);
    private final Hearing hearing = new Hearing();
    private final RecentTests book = new RecentTests();
    private final Phone phone = new Phone();

    private PhoneTests tests(Duration connect) {
        return tests(connect, BridgeClock.SYSTEM);
    }

    private PhoneTests tests(Duration connect, BridgeClock bridge) {
        return new PhoneTests(
                new PhoneTests.Parts(
                        hearing,
                        HearingBridge.Parts.plain(control, mixers, pictures, (leg, digit) -> {}, bridge),
                        new TestJudge(Limits.standard(), KnownClients.NONE),
                        book,
                        InstantSource.system()),
                new PhoneTests.Times(connect, Duration.ofMillis(50), Duration.ofMillis(50)));
    }

    @AfterEach
    void close() {
        control.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        mixers.shutdownNow();
        pictures.close();
    }

    @Test
    void aPhoneOfWhichNothingComesFails() throws Exception {
        try (PhoneTests tests = tests(Duration.ofMillis(50))) {
            arrive(tests, phone);
            assertThat(phone.next()).isEqualTo(testing(LegNotice.Testing.Step.CONNECTING));
            LegNotice.Judged judged = (LegNotice.Judged) phone.next();
            assertThat(judged.outcome()).isEqualTo(Outcome.FAIL);
            assertThat(phone.end()).isEqualTo(EndReason.LEFT);

            Tested.Place place = new Tested.Place.Phone("p1", "Айгүл");
            Tested tested = book.of(place, 9).getFirst();
            assertThat(tested.failed()).containsExactly(Check.CONNECTION);
            assertThat(tested.hearing()).contains("h1");
            assertThat(tested.verdicts()).isEqualTo(judged.verdicts());
            assertThat(book.latestFor("h1")).containsExactly(tested);
        }
    }

    @Test
    void aSeatThatIsTakenInItsHearingIsNotTested() throws Exception {
        hearing.taken = true;
        try (PhoneTests tests = tests(Duration.ofMillis(50))) {
            refused(tests, LegNotice.NotTested.Why.IN_HEARING);
            hearing.taken = false;
            arrive(tests, phone);
            assertThat(phone.next()).isEqualTo(testing(LegNotice.Testing.Step.CONNECTING));
        }
    }

    @Test
    void whoGoesToTheHearingMeanwhileIsNotTested() throws Exception {
        try (PhoneTests tests = tests(Duration.ofSeconds(20))) {
            arrive(tests, phone);
            assertThat(phone.next()).isEqualTo(testing(LegNotice.Testing.Step.CONNECTING));
            hearing.taken = true;
            assertThat(phone.next()).isEqualTo(new LegNotice.NotTested(LegNotice.NotTested.Why.IN_HEARING));
            assertThat(phone.end()).isEqualTo(EndReason.REPLACED);
            assertThat(book.latestFor("h1")).isEmpty();
        }
    }

    /** Its sound is to come each 20 ms, and 2 s have passed each time. */
    @Test
    void whomTheGatewayHadNoTimeForIsToldToTryAgain() throws Exception {
        long start = System.nanoTime();
        BridgeClock fast = new BridgeClock(InstantSource.system(), () -> start + 100 * (System.nanoTime() - start));
        try (PhoneTests tests = tests(Duration.ofSeconds(1), fast)) {
            arrive(tests, phone);
            assertThat(phone.next()).isEqualTo(testing(LegNotice.Testing.Step.CONNECTING));
            assertThat(phone.next()).isEqualTo(new LegNotice.NotTested(LegNotice.NotTested.Why.FULL));
            assertThat(phone.end()).isEqualTo(EndReason.LEFT);
            assertThat(book.latestFor("h1")).isEmpty();
        }
    }

    @Test
    void whoLeavesIsNotJudgedAndMayComeAgain() throws Exception {
        try (PhoneTests tests = tests(Duration.ofSeconds(20))) {
            PageDestination test = arrive(tests, phone);
            phone.next();
            refused(tests, LegNotice.NotTested.Why.ANOTHER);
            test.events().left(phone.id(), EndReason.LEFT);
            assertThat(phone.end()).isEqualTo(EndReason.LEFT);
            assertThat(book.latestFor("h1")).isEmpty();
            Phone again = new Phone();
            arrive(tests, again);
            assertThat(again.next()).isEqualTo(testing(LegNotice.Testing.Step.CONNECTING));
        }
    }

    @Test
    void endsWithTheGateway() throws Exception {
        PhoneTests tests = tests(Duration.ofSeconds(20));
        PageDestination test = arrive(tests, phone);
        phone.next();
        tests.close();
        assertThat(phone.end()).isEqualTo(EndReason.SHUTDOWN);
        assertThatThrownBy(() -> test.submit(new HearingCommand.RaiseHand(PARTY.value(), PARTY))
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(CommandRefusedException.class);
    }

    private static LegNotice testing(LegNotice.Testing.Step step) {
        return new LegNotice.Testing(step, Duration.ZERO);
    }

    private static PageDestination arrive(PhoneTests tests, Phone phone) {
        PageDestination test = tests.of(PERSON, Optional.empty());
        test.arrive(PARTY, phone, NOTHING).toCompletableFuture().join();
        return test;
    }

    private static void refused(PhoneTests tests, LegNotice.NotTested.Why why) throws InterruptedException {
        Phone other = new Phone();
        assertThatThrownBy(() -> arrive(tests, other)).hasCauseInstanceOf(CommandRefusedException.class);
        assertThat(other.next()).isEqualTo(new LegNotice.NotTested(why));
    }

    /** Keeps what it is told. */
    private static final class Phone implements Leg {

        private final LegId id = LegId.random();
        private final LinkedBlockingQueue<LegNotice> notices = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<EndReason> ends = new LinkedBlockingQueue<>();

        LegNotice next() throws InterruptedException {
            LegNotice notice = notices.poll(60, TimeUnit.SECONDS);
            assertThat(notice).isNotNull();
            return notice;
        }

        EndReason end() throws InterruptedException {
            EndReason reason = ends.poll(60, TimeUnit.SECONDS);
            assertThat(reason).isNotNull();
            return reason;
        }

        @Override
        public LegId id() {
            return id;
        }

        @Override
        public Kind kind() {
            return Kind.BROWSER;
        }

        @Override
        public void end(EndReason reason) {
            ends.add(reason);
        }

        @Override
        public void requestKeyframe() {}

        @Override
        public void notice(LegNotice notice) {
            notices.add(notice);
        }
    }

    /** One hearing, in which the person's seat is taken or not. */
    private static final class Hearing extends StandInConferences {

        private volatile boolean taken;

        @Override
        public Collection<HearingState> all() {
            LinkedHashMap<PartyId, HearingState.Seat> seats = new LinkedHashMap<>();
            seats.put(
                    PARTY,
                    new HearingState.Seat(
                            PARTY,
                            "Айгүл",
                            HearingCommand.Admission.LOBBY,
                            false,
                            HearingCommand.Muting.HEARD,
                            false,
                            taken ? Optional.of(LegId.random()) : Optional.empty(),
                            Optional.empty(),
                            false));
            return List.of(SampleHearings.of("h1", "1", "", Optional.empty(), HearingState.Phase.LOBBY, seats, 1));
        }

        @Override
        public CompletionStage<HearingState> arrive(String hearingId, PartyId party, Leg leg, LegMedia media) {
            throw new AssertionError("a test came into the hearing");
        }

        @Override
        public void renegotiated(LegId leg, LegMedia media) {}

        @Override
        public void keyframeWanted(LegId leg) {}

        @Override
        public void digit(LegId leg, char digit) {}

        @Override
        public void left(LegId leg, EndReason reason) {
            throw new AssertionError("a test came into the hearing");
        }
    }
}
