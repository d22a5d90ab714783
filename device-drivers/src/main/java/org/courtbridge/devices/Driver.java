package org.courtbridge.devices;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The driver of a family of devices. {@link DrivenDevice} calls it for one thing at a time, asks {@link #perform} only for what
 * {@link #capabilities} has, and calls {@link #disconnect} when something took too long.
 */
public interface Driver {

    CompletableFuture<Set<Capability>> capabilities();

    CompletableFuture<DeviceIdentity> identify();

    CompletableFuture<DeviceStatus> status();

    CompletableFuture<Void> perform(DeviceCommand command);

    CompletableFuture<List<StreamStatistics>> callStatistics();

    /** Drops the connection at once: what waits for an answer fails, and whatever the device still sends is lost. */
    void disconnect();
}
