package org.courtbridge.console.tests;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.operations.tests.TestDesk;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Doubt;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Reason;
import org.courtbridge.provisioning.testcall.Subject;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;

/** The documents of the API about test calls. */
public final class TestViews {

    private TestViews() {}

    /**
     * @param device to be tested
     * @param hearing that it is tested for; without a device, all rooms that have a seat in it are
     */
    record TestWish(Optional<String> device, Optional<String> hearing) {}

    record TestsBegun(List<TestCall> accepted, List<TestRefused> refused) {}

    record TestRefused(String device, String name, TestDesk.Refusal reason) {}

    enum TestState {
        WAITING,
        TESTING,
        ENDED,
        /** Nothing came of it. */
        GIVEN_UP
    }

    enum PlaceKind {
        ROOM,
        PHONE
    }

    /** @param id of the device or the participant */
    public record TestPlace(PlaceKind kind, String id, String name) {

        public static TestPlace of(Tested.Place place) {
            return switch (place) {
                case Tested.Place.Room room -> new TestPlace(PlaceKind.ROOM, room.id(), room.name());
                case Tested.Place.Phone phone -> new TestPlace(PlaceKind.PHONE, phone.id(), phone.name());
            };
        }
    }

    /** As {@link org.courtbridge.provisioning.testcall.Trend}. */
    record TestTrend(
            Check check, int tests, double figure, double perDay, boolean worsens, Optional<Instant> failsAt) {}

    /**
     * @param asked who wanted it; "schedule" if nobody did
     * @param since when it was asked for, or has begun
     * @param outcome of all checks together; there once it has ended, as are {@code ended} and the verdicts
     * @param reason why it was given up
     */
    record TestCall(
            String id,
            TestPlace place,
            Optional<String> hearing,
            String asked,
            int attempt,
            TestState state,
            Instant since,
            Optional<Instant> ended,
            Optional<Outcome> outcome,
            Optional<TestDesk.Refusal> reason,
            List<TestVerdict> verdicts) {

        static TestCall of(TestDesk.Running test) {
            TestState state = switch (test.phase()) {
                case WAITING -> TestState.WAITING;
                case TESTING -> TestState.TESTING;
            };
            return withoutResult(test, state, Optional.empty());
        }

        static TestCall of(TestDesk.GivenUp test) {
            return withoutResult(test.test(), TestState.GIVEN_UP, Optional.of(test.refusal()));
        }

        private static TestCall withoutResult(
                TestDesk.Running test, TestState state, Optional<TestDesk.Refusal> reason) {
            return new TestCall(
                    test.id(),
                    TestPlace.of(test.place()),
                    test.hearing(),
                    test.asked(),
                    test.attempt(),
                    state,
                    test.since(),
                    Optional.empty(),
                    Optional.empty(),
                    reason,
                    List.of());
        }

        static TestCall of(Tested test, Locale language) {
            return new TestCall(
                    test.id(),
                    TestPlace.of(test.place()),
                    test.hearing(),
                    test.asked(),
                    test.attempt(),
                    TestState.ENDED,
                    test.begun(),
                    Optional.of(test.ended()),
                    Optional.of(test.outcome()),
                    Optional.empty(),
                    test.verdicts().stream()
                            .map(verdict -> TestVerdict.of(verdict, language))
                            .toList());
        }
    }

    /**
     * @param unit of the figure and of the limits; empty for a plain number
     * @param pass from here on it is good
     * @param fail from here on it is bad
     * @param doubt why it could not tell
     * @param reason why it failed, if more is known than the figure says
     * @param paragraph of the rules that asks for it
     * @param person what is wrong and what helps, for who is tested
     * @param technician what was measured, and where to look
     */
    record TestVerdict(
            Check check,
            String name,
            Subject subject,
            Outcome outcome,
            OptionalDouble figure,
            String unit,
            double pass,
            double fail,
            Optional<Doubt> doubt,
            Optional<Reason> reason,
            String paragraph,
            String person,
            String technician) {

        static TestVerdict of(Verdict verdict, Locale language) {
            return new TestVerdict(
                    verdict.check(),
                    verdict.check().title(language),
                    verdict.check().subject(),
                    verdict.outcome(),
                    verdict.figure(),
                    verdict.check().unit().symbol(),
                    verdict.limit().pass(),
                    verdict.limit().fail(),
                    verdict.doubt(),
                    verdict.reason(),
                    verdict.check().paragraph(),
                    verdict.forPerson(language),
                    verdict.forTechnician(language));
        }
    }

    /**
     * @param all how many places the hearing has
     * @param ready how many of them are
     */
    record HearingReadinessView(
            String hearing, String number, String title, int all, int ready, List<PlaceView> places) {

        static HearingReadinessView of(TestCallDesk.HearingReadiness readiness, Locale language) {
            return new HearingReadinessView(
                    readiness.hearing().id(),
                    readiness.hearing().number(),
                    readiness.hearing().title(),
                    readiness.places().size(),
                    (int) readiness.in(PlaceState.READY),
                    readiness.places().stream()
                            .map(place -> PlaceView.of(place, language))
                            .toList());
        }
    }

    /**
     * @param test its newest one, or the one that goes on
     * @param ended when the newest one has
     * @param findings what keeps it from being ready, the worst first
     */
    record PlaceView(
            TestPlace place,
            PlaceState state,
            Optional<String> test,
            Optional<Instant> ended,
            List<TestVerdict> findings) {

        static PlaceView of(PlaceReadiness place, Locale language) {
            return new PlaceView(
                    TestPlace.of(place.place()),
                    place.state(),
                    place.running()
                            .map(TestDesk.Running::id)
                            .or(() -> place.last().map(Tested::id)),
                    place.last().map(Tested::ended),
                    place.findings().stream()
                            .map(verdict -> TestVerdict.of(verdict, language))
                            .toList());
        }
    }

    /** A message of the events' WebSocket: the progress of a test call. */
    public record TestChange(String test, TestPlace place, Optional<String> hearing, TestDesk.Step step) {

        public static TestChange of(TestDesk.News news) {
            return new TestChange(news.test(), TestPlace.of(news.place()), news.hearing(), news.step());
        }
    }
}
