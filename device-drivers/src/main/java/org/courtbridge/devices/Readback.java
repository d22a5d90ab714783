package org.courtbridge.devices;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks whether a device did what it said that it did. */
public final class Readback {

    /** Devices say yes before they do. */
    private static final int LOOKS = 4;

    private Readback() {}

    /**
     * Looks some times, and fails with {@link DeviceFault#NOT_CARRIED_OUT} if it is never so.
     *
     * @param look whether it is done
     */
    public static CompletableFuture<Void> until(
            Supplier<CompletableFuture<Boolean>> look, Duration interval, DeviceCommand command) {
        return look(look, interval, command, LOOKS);
    }

    private static CompletableFuture<Void> look(
            Supplier<CompletableFuture<Boolean>> look, Duration interval, DeviceCommand command, int looks) {
        return look.get().thenCompose(done -> {
            if (done) {
                return CompletableFuture.completedFuture(null);
            }
            if (looks == 1) {
                return CompletableFuture.failedFuture(new DeviceException(
                        DeviceFault.NOT_CARRIED_OUT,
                        "the device said yes to %s and did not do it".formatted(command.capability())));
            }
            Executor later = CompletableFuture.delayedExecutor(interval.toMillis(), TimeUnit.MILLISECONDS);
            return CompletableFuture.supplyAsync(() -> look(look, interval, command, looks - 1), later)
                    .thenCompose(next -> next);
        });
    }
}
