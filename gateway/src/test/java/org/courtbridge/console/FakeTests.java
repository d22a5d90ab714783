package org.courtbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.courtbridge.console.html.Step;
import org.courtbridge.operations.tests.TestDesk;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;

/** Tests in memory: each goes on until it is told what it found. */
public final class FakeTests implements TestDesk, TestBook {

    private final List<Tested> book = new ArrayList<>();
    private final List<GivenUp> givenUp = new ArrayList<>();
    private final List<Running> running = new ArrayList<>();
    private final List<Consumer<News>> listeners = new CopyOnWriteArrayList<>();

    /** How many rooms somebody has asked about, for each question about several. */
    public final List<Integer> asked = new CopyOnWriteArrayList<>();

    /** Ids of devices that are in a call. */
    public final List<String> inCall = new CopyOnWriteArrayList<>();

    @Override
    public Answer test(Device device, Optional<String> hearing, String actor) {
        if (inCall.contains(device.id())) {
            return new Answer.Refused(Refusal.IN_A_CALL);
        }
        Running test = begun(device, hearing, actor);
        tell(test, Step.BEGUN);
        return new Answer.Accepted(test);
    }

    private synchronized Running begun(Device device, Optional<String> hearing, String actor) {
        Optional<Running> before = running.stream()
                .filter(one -> one.place().id().equals(device.id()))
                .findFirst();
        Running test = before.orElseGet(() -> new Running(
                UUID.randomUUID().toString(),
                new Tested.Place.Room(device.id(), device.name()),
                hearing,
                actor,
                1,
                Phase.TESTING,
                Instant.now()));
        if (before.isEmpty()) {
            running.add(test);
        }
        return test;
    }

    /** Ends a test that goes on. */
    public Tested end(String id, List<Verdict> verdicts) {
        Running test = running().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        Tested tested = new Tested(
                id, test.place(), test.hearing(), test.asked(), test.attempt(), test.since(), Instant.now(), verdicts);
        synchronized (this) {
            book.add(tested);
            running.remove(test);
        }
        tell(test, Step.ENDED);
        return tested;
    }

    /** Has nothing come of a test that goes on. */
    public void giveUp(String id, Refusal why) {
        Running test = running().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        synchronized (this) {
            givenUp.add(new GivenUp(test, why));
            running.remove(test);
        }
        tell(test, Step.GIVEN_UP);
    }

    @Override
    public synchronized Optional<GivenUp> givenUp(String id) {
        return givenUp.stream().filter(one -> one.test().id().equals(id)).findFirst();
    }

    private void tell(Running test, Step step) {
        listeners.forEach(listener -> listener.accept(new News(test.id(), test.place(), test.hearing(), step)));
    }

    @Override
    public synchronized List<Running> running() {
        return List.copyOf(running);
    }

    @Override
    public AutoCloseable subscribe(Consumer<News> listener) {
        synchronized (listeners) {
            listeners.add(listener);
            listeners.notifyAll();
        }
        return () -> listeners.remove(listener);
    }

    /** Waits until so many listen, as whoever waits for an end does besides the WebSockets. */
    public void awaitListeners(int count) throws InterruptedException {
        synchronized (listeners) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (listeners.size() < count && System.nanoTime() < deadline) {
                listeners.wait(100);
            }
        }
        assertThat(listeners).hasSizeGreaterThanOrEqualTo(count);
    }

    @Override
    public synchronized void add(Tested test) {
        book.add(test);
    }

    @Override
    public synchronized Optional<Tested> test(String id) {
        return book.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    private Stream<Tested> newestFirst() {
        return book.stream().sorted(Comparator.comparing(Tested::ended).reversed());
    }

    @Override
    public synchronized List<Tested> of(Tested.Place place, int most) {
        return newestFirst()
                .filter(one -> one.place().id().equals(place.id()))
                .limit(most)
                .toList();
    }

    @Override
    public List<Tested> latestOfRooms(Collection<String> devices) {
        asked.add(devices.size());
        return devices.stream()
                .flatMap(device -> of(new Tested.Place.Room(device, ""), 1).stream())
                .toList();
    }

    @Override
    public synchronized List<Tested> latestFor(String hearing) {
        List<Tested> latest = new ArrayList<>();
        newestFirst()
                .filter(one -> one.hearing().equals(Optional.of(hearing)))
                .filter(one -> latest.stream()
                        .noneMatch(
                                other -> other.place().id().equals(one.place().id())))
                .forEach(latest::add);
        return latest;
    }

    @Override
    public synchronized List<Tested> between(Instant from, Instant until, int most) {
        return newestFirst()
                .filter(one -> !one.ended().isBefore(from) && one.ended().isBefore(until))
                .limit(most)
                .toList();
    }
}
