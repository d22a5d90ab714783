package org.courtbridge.operations.tests;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.courtbridge.operations.tests.TestRun.End;
import org.courtbridge.operations.tests.TestRun.Why;
import org.courtbridge.provisioning.inventory.Device;

/** Has rooms tested for the console and the API. */
public final class RoomTestDesk implements TestDesk {

    private static final String USER = "user:";
    private static final int REMEMBERED = 500;

    private final TestRunner runner;
    private final Predicate<Device> inCall;
    private final Predicate<Device> inHearing;

    /** The latest that nothing came of, by their ids; guarded by itself. */
    private final Map<String, GivenUp> givenUp = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, GivenUp> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param inCall whether a room is in a call now
     * @param inHearing whether it is in a hearing now, so that its call there can be watched
     */
    public RoomTestDesk(TestRunner runner, Predicate<Device> inCall, Predicate<Device> inHearing) {
        this.runner = runner;
        this.inCall = inCall;
        this.inHearing = inHearing;
        runner.subscribe(this::note);
    }

    private void note(TestEvent event) {
        if (event instanceof TestEvent.GivenUp gaveUp) {
            Refusal refusal = gaveUp.why().map(RoomTestDesk::refusal).orElse(Refusal.FAULT);
            synchronized (givenUp) {
                givenUp.put(event.id(), new GivenUp(running(gaveUp.run()), refusal));
            }
        }
    }

    private static Refusal refusal(Why why) {
        return switch (why) {
            case IN_CALL -> Refusal.IN_A_CALL;
            case TOO_MANY -> Refusal.TOO_MANY;
            case TOO_LATE -> Refusal.TOO_LATE;
        };
    }

    @Override
    public Optional<GivenUp> givenUp(String id) {
        synchronized (givenUp) {
            return Optional.ofNullable(givenUp.get(id));
        }
    }

    @Override
    public Answer test(Device device, Optional<String> hearing, String actor) {
        if (!device.enabled()) {
            return new Answer.Refused(Refusal.DISABLED);
        }
        // One that is being tested is in a call, too.
        Optional<TestRun> going = runner.going(device.id());
        boolean watches = going.isEmpty() && inHearing.test(device);
        if (going.isEmpty() && !watches && inCall.test(device)) {
            return new Answer.Refused(Refusal.IN_A_CALL);
        }
        String asked = actor.startsWith(USER) ? actor.substring(USER.length()) : actor;
        TestOrder order =
                watches ? TestOrder.watching(device, hearing, asked) : TestOrder.atAnyTime(device, hearing, asked, 1);
        TestRun run = going.orElseGet(() -> runner.start(order));
        boolean refused = run.end()
                .toCompletableFuture()
                .getNow(new End.NotRun(Why.IN_CALL))
                .equals(new End.NotRun(Why.TOO_MANY));
        return refused ? new Answer.Refused(Refusal.TOO_MANY) : new Answer.Accepted(running(run));
    }

    @Override
    public List<Running> running() {
        return runner.going().stream()
                .map(RoomTestDesk::running)
                .sorted(Comparator.comparing(Running::since))
                .toList();
    }

    private static Running running(TestRun run) {
        TestOrder order = run.order();
        Optional<Instant> begun = run.begun();
        return new Running(
                run.id(),
                order.place(),
                order.hearing(),
                order.asked(),
                order.attempt(),
                begun.isPresent() ? Phase.TESTING : Phase.WAITING,
                begun.orElse(run.wanted()));
    }

    @Override
    public AutoCloseable subscribe(Consumer<News> listener) {
        return runner.subscribe(
                event -> listener.accept(new News(event.id(), event.place(), event.hearing(), step(event))));
    }

    private static Step step(TestEvent event) {
        return switch (event) {
            case TestEvent.Wanted _ -> Step.ACCEPTED;
            case TestEvent.Begun _ -> Step.BEGUN;
            case TestEvent.Ended _ -> Step.ENDED;
            case TestEvent.GivenUp _ -> Step.GIVEN_UP;
        };
    }
}
