package org.courtbridge.operations.fleet;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceStatus;

/**
 * Asks everything that has a driver how it is, round after round, so many at once and no more. It has no thread of its own but
 * the one that begins a round.
 */
final class StatusPoll implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(StatusPoll.class);

    private final Supplier<Collection<Equipment>> whom;
    private final EquipmentConnections connections;
    private final FleetSettings settings;
    private final InstantSource clock;
    private final Map<String, LastAnswer> answers = new ConcurrentHashMap<>();
    private final LongAdder told = new LongAdder();
    private final Map<DeviceFault, LongAdder> failed =
            Arrays.stream(DeviceFault.values()).collect(Collectors.toMap(fault -> fault, _ -> new LongAdder()));
    private final ScheduledExecutorService starter =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("status-poll", true));
    private volatile Duration lastRound = Duration.ZERO;
    private volatile CompletableFuture<Void> asking = CompletableFuture.completedFuture(null);
    private volatile CompletableFuture<Void> round = CompletableFuture.completedFuture(null);

    StatusPoll(
            Supplier<Collection<Equipment>> whom,
            EquipmentConnections connections,
            FleetSettings settings,
            InstantSource clock) {
        this.whom = whom;
        this.connections = connections;
        this.settings = settings;
        this.clock = clock;
    }

    void start() {
        starter.scheduleAtFixedRate(this::tick, 0, settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A round that takes longer than the interval is left to end, and the next one is left out. */
    private void tick() {
        if (!round.isDone()) {
            LOG.warn(
                    "the devices' status takes longer than {}: {} at once are too few",
                    settings.pollInterval(),
                    settings.pollAtOnce());
            return;
        }
        try {
            round();
        } catch (RuntimeException e) {
            LOG.warn("the devices' status is not asked for now: {}", e.getMessage());
        }
    }

    /** Begins a round; complete when all have answered, or failed. */
    CompletableFuture<Void> round() {
        Instant begun = clock.instant();
        Collection<Equipment> all = whom.get();
        Map<String, Equipment> byId = all.stream().collect(Collectors.toMap(Equipment::id, equipment -> equipment));
        connections.keep(byId.keySet());
        answers.keySet().retainAll(byId.keySet());
        asking = BoundedRun.of(all, this::ask, settings.pollAtOnce());
        round = asking.thenRun(() -> lastRound = Duration.between(begun, clock.instant()));
        return round;
    }

    /** Asks one thing now, as after a command. That a device does not answer is an answer. */
    CompletableFuture<LastAnswer> ask(Equipment equipment) {
        return status(equipment)
                .<StatusAnswer>thenApply(StatusAnswer.Told::new)
                .exceptionally(failure -> {
                    DeviceException fault = DeviceException.of(failure);
                    LOG.debug("{}: {} {}", equipment.address(), fault.getMessage(), fault.received());
                    return new StatusAnswer.Failed(fault.fault(), String.valueOf(fault.getMessage()));
                })
                .thenApply(answer -> keep(equipment.id(), answer));
    }

    private CompletableFuture<DeviceStatus> status(Equipment equipment) {
        try {
            return connections.to(equipment).status();
        } catch (DeviceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private LastAnswer keep(String id, StatusAnswer answer) {
        switch (answer) {
            case StatusAnswer.Told _ -> told.increment();
            case StatusAnswer.Failed(DeviceFault fault, String _) ->
                Optional.ofNullable(failed.get(fault)).orElseThrow().increment();
        }
        LastAnswer last = LastAnswer.following(Optional.ofNullable(answers.get(id)), answer, clock.instant());
        answers.put(id, last);
        return last;
    }

    Optional<LastAnswer> last(String id) {
        return Optional.ofNullable(answers.get(id));
    }

    /** Duration of the last round that was completed. */
    Duration lastRound() {
        return lastRound;
    }

    long told() {
        return told.sum();
    }

    /** Why there was no status, and how often. */
    Map<DeviceFault, Long> failed() {
        Map<DeviceFault, Long> sums = new EnumMap<>(DeviceFault.class);
        failed.forEach((fault, times) -> sums.put(fault, times.sum()));
        return sums;
    }

    @Override
    public void close() {
        starter.shutdownNow();
        asking.complete(null);
    }
}
