package org.courtbridge.gateway.web;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.courtbridge.gateway.tests.TestEvent;
import org.courtbridge.gateway.tests.TestOrder;
import org.courtbridge.gateway.tests.TestRun;
import org.courtbridge.gateway.tests.TestRunner;
import org.courtbridge.provisioning.inventory.Device;

/** Has the {@link TestRunner} test rooms, and remembers for a while what nothing came of. */
public final class RunnerDesk implements TestDesk, AutoCloseable {

    private static final int REMEMBERED = 1_000;

    private final TestRunner runner;
    private final Predicate<Device> inCall;
    private final AutoCloseable subscription;
    private final List<Consumer<News>> listeners = new CopyOnWriteArrayList<>();

    /** When those have begun that have, by their ids. */
    private final Map<String, Instant> begun = new ConcurrentHashMap<>();

    private final SequencedMap<String, GivenUp> givenUp = new LinkedHashMap<>();

    /** @param inCall whether a room is in a call now */
    public RunnerDesk(TestRunner runner, Predicate<Device> inCall) {
        this.runner = runner;
        this.inCall = inCall;
        this.subscription = runner.subscribe(this::heard);
    }

    @Override
    public Answer test(Device device, Optional<String> hearing, String actor) {
        if (inCall.test(device)) {
            return new Answer.Refused(Refusal.IN_A_CALL);
        }
        TestRun run = runner.start(new TestOrder(device, hearing, actor, 1));
        CompletableFuture<TestRun.End> end = run.end().toCompletableFuture();
        Optional<Refusal> refused = refused(end);
        if (refused.isPresent()) {
            return new Answer.Refused(refused.get());
        }
        Running test = running(run);
        tell(test, Step.ACCEPTED);
        end.whenComplete((done, failure) -> refused(end).ifPresent(why -> remember(test, why)));
        return new Answer.Accepted(test);
    }

    /** Why nothing came of it; empty if it goes on, or there is a result. */
    private static Optional<Refusal> refused(CompletableFuture<TestRun.End> end) {
        if (!end.isDone()) {
            return Optional.empty();
        }
        try {
            return switch (end.join()) {
                case TestRun.End.Done _ -> Optional.empty();
                case TestRun.End.NotRun(TestRun.Why why) ->
                    Optional.of(
                            switch (why) {
                                case IN_CALL -> Refusal.IN_A_CALL;
                                case TOO_MANY -> Refusal.TOO_MANY;
                            });
            };
        } catch (CompletionException | CancellationException e) {
            return Optional.of(Refusal.FAULT);
        }
    }

    private void remember(Running test, Refusal why) {
        synchronized (givenUp) {
            if (givenUp.size() >= REMEMBERED) {
                givenUp.pollFirstEntry();
            }
            givenUp.put(test.id(), new GivenUp(test, why));
        }
        tell(test, Step.GIVEN_UP);
    }

    private Running running(TestRun run) {
        Instant since = begun.get(run.id());
        TestOrder order = run.order();
        return new Running(
                run.id(),
                order.place(),
                order.hearing(),
                order.asked(),
                order.attempt(),
                since == null ? Phase.WAITING : Phase.TESTING,
                since == null ? run.wanted() : since);
    }

    private void heard(TestEvent event) {
        switch (event) {
            case TestEvent.Begun one -> {
                begun.put(one.id(), one.at());
                tell(event, Step.BEGUN);
            }
            case TestEvent.Ended _ -> {
                begun.remove(event.id());
                tell(event, Step.ENDED);
            }
            // Who asked for it is told at its end, when it is known why.
            case TestEvent.GivenUp _ -> begun.remove(event.id());
        }
    }

    private void tell(TestEvent event, Step step) {
        News news = new News(event.id(), event.place(), event.hearing(), step);
        listeners.forEach(listener -> listener.accept(news));
    }

    private void tell(Running test, Step step) {
        News news = new News(test.id(), test.place(), test.hearing(), step);
        listeners.forEach(listener -> listener.accept(news));
    }

    @Override
    public List<Running> running() {
        return runner.going().stream()
                .map(this::running)
                .sorted(Comparator.comparing(Running::since))
                .toList();
    }

    @Override
    public Optional<GivenUp> givenUp(String id) {
        synchronized (givenUp) {
            return Optional.ofNullable(givenUp.get(id));
        }
    }

    @Override
    public AutoCloseable subscribe(Consumer<News> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() throws Exception {
        subscription.close();
    }
}
