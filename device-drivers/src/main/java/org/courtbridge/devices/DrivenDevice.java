package org.courtbridge.devices;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A device with its driver, and what holds for all of them: order, time limits, and no command that it has not. */
public final class DrivenDevice implements RoomDevice {

    private final Driver driver;
    private final CommandLane lane;

    public DrivenDevice(Driver driver, DriverLimits limits) {
        this.driver = driver;
        this.lane = new CommandLane(limits.operation(), driver::disconnect);
    }

    @Override
    public CompletableFuture<Set<Capability>> capabilities() {
        return lane.run(() -> read(driver::capabilities));
    }

    @Override
    public CompletableFuture<DeviceIdentity> identify() {
        return lane.run(() -> read(driver::identify));
    }

    @Override
    public CompletableFuture<DeviceStatus> status() {
        return lane.run(() -> read(driver::status));
    }

    @Override
    public CompletableFuture<Void> perform(DeviceCommand command) {
        return lane.run(() -> require(command.capability()).thenCompose(_ -> driver.perform(command)));
    }

    @Override
    public CompletableFuture<List<StreamStatistics>> callStatistics() {
        return lane.run(() -> require(Capability.CALL_STATISTICS).thenCompose(_ -> read(driver::callStatistics)));
    }

    /** Once more if the connection was lost: devices close those that were idle, maybe just now. A command is never repeated. */
    private <T> CompletableFuture<T> read(Supplier<CompletableFuture<T>> what) {
        return what.get()
                .exceptionallyCompose(failure ->
                        !lane.isClosed() && DeviceException.of(failure).fault() == DeviceFault.UNREACHABLE
                                ? what.get()
                                : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<Capability> require(Capability capability) {
        return read(driver::capabilities).thenApply(all -> {
            if (!all.contains(capability)) {
                throw DeviceException.notSupported(capability);
            }
            return capability;
        });
    }

    @Override
    public void close() {
        lane.close();
    }
}
