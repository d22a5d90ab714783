package org.courtbridge.devices;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks many devices how they are, so many at once and no more: ten thousand connections opened in the same moment would be
 * refused by some system on the way.
 */
public final class FleetPoll {

    private final int atOnce;

    /** @param atOnce how many are asked at the same time, at least 1 */
    public FleetPoll(int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("atOnce: %d (expected: at least 1)".formatted(atOnce));
        }
        this.atOnce = atOnce;
    }

    /** How a device is, or why it is not known. */
    public sealed interface Finding {

        record Told(DeviceStatus status) implements Finding {}

        record Failed(DeviceException why) implements Finding {}
    }

    /**
     * Asks all, each once. Nothing here blocks.
     *
     * @param found called once for each device, by several threads
     * @return done when all were asked; fails if a driver fails otherwise than it may
     */
    public CompletableFuture<Void> ask(Iterable<? extends RoomDevice> fleet, BiConsumer<RoomDevice, Finding> found) {
        Iterator<? extends RoomDevice> left = fleet.iterator();
        return CompletableFuture.allOf(
                Stream.generate(() -> lane(left, found)).limit(atOnce).toArray(CompletableFuture[]::new));
    }

    /** One after the other, each as soon as the one before is known. */
    private static CompletableFuture<Void> lane(
            Iterator<? extends RoomDevice> left, BiConsumer<RoomDevice, Finding> found) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        step(left, found, done);
        return done;
    }

    private static void step(
            Iterator<? extends RoomDevice> left, BiConsumer<RoomDevice, Finding> found, CompletableFuture<Void> done) {
        RoomDevice device = next(left);
        if (device == null) {
            done.complete(null);
            return;
        }
        device.status()
                .handle((status, failure) -> {
                    found.accept(
                            device,
                            failure == null
                                    ? new Finding.Told(status)
                                    : new Finding.Failed(DeviceException.of(failure)));
                    return device;
                })
                .whenCompleteAsync((_, broken) -> {
                    if (broken == null) {
                        step(left, found, done);
                    } else {
                        done.completeExceptionally(broken);
                    }
                });
    }

    private static @Nullable RoomDevice next(Iterator<? extends RoomDevice> left) {
        synchronized (left) {
            return left.hasNext() ? left.next() : null;
        }
    }
}
