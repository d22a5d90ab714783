package org.courtbridge.devices;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A device in a room, whatever its make. Nothing here blocks. What is asked is done one thing after the other, in the order
 * in which it was asked. Every future fails with a {@link DeviceException} and nothing else.
 *
 * <p>A connection is opened when there is something to do and closed when there was nothing for a while, so a device that
 * was gone is simply found again by the next thing asked.
 */
public interface RoomDevice extends AutoCloseable {

    /** Capabilities of this very device, asked of it where its make alone does not say. */
    CompletableFuture<Set<Capability>> capabilities();

    CompletableFuture<DeviceIdentity> identify();

    /** Present state of the device. What it does not tell is empty: never a guess. */
    CompletableFuture<DeviceStatus> status();

    /**
     * Has the device do something. Complete when the device was seen to have done it, where that can be read back; otherwise
     * when it said so.
     *
     * @throws DeviceException in the future: {@link DeviceFault#NOT_SUPPORTED} before anything is sent if the device has not
     *     the command's {@link Capability}; {@link DeviceFault#NOT_CARRIED_OUT} if it said yes and did nothing
     */
    CompletableFuture<Void> perform(DeviceCommand command);

    /** The streams of the calls that are up; empty without a call. */
    CompletableFuture<List<StreamStatistics>> callStatistics();

    /** Closes the connection; what still waits fails with {@link DeviceFault#CLOSED}. */
    @Override
    void close();
}
