package org.courtbridge.gateway.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.courtbridge.gateway.transport.UdpPorts;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;

/** The calls of now: how many there may be, and how all of them are ended. */
final class LiveCalls {

    private final UdpPorts ports;
    private final InetAddress advertised;
    private final Duration silence;
    private final int limit;
    /** With whose device each is. */
    private final Map<CallMailbox, Optional<Device>> calls = new HashMap<>();

    private boolean closed;

    LiveCalls(UdpPorts ports, InetAddress advertised, Duration silence, int limit) {
        this.ports = ports;
        this.advertised = advertised;
        this.silence = silence;
        this.limit = limit;
    }

    /** @param policy whether the device encrypts */
    RoomMedia newMedia(Encryption policy) {
        return new RoomMedia(ports, advertised, silence, policy);
    }

    /**
     * Empty if there are as many calls as there may be.
     *
     * @param device that the call is with; empty for a stranger
     */
    synchronized Optional<Slot> enter(CallMailbox mailbox, Optional<Device> device) {
        if (closed || calls.size() >= limit) {
            return Optional.empty();
        }
        calls.put(mailbox, device);
        return Optional.of(() -> leave(mailbox));
    }

    synchronized int count() {
        return calls.size();
    }

    /**
     * A device is not reached by one way any more but by another, as it has proved by registering: its calls, too. Over
     * UDP behind a NAT nothing else may say so, as the device itself need not notice that it has moved.
     */
    synchronized void moved(String deviceId, Flow from, Flow to) {
        calls.forEach((mailbox, device) -> {
            if (device.map(Device::id).equals(Optional.of(deviceId))
                    && mailbox.flow().equals(Optional.of(from))) {
                mailbox.reachedBy(Optional.of(to));
            }
        });
    }

    private synchronized void leave(CallMailbox mailbox) {
        calls.remove(mailbox);
        notifyAll();
    }

    /** Ends every call and waits for them, though not for ever. */
    synchronized void endAll(Duration patience) {
        closed = true;
        calls.keySet().forEach(mailbox -> mailbox.put(new CallEvent.EndWanted(EndReason.SHUTDOWN)));
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); !calls.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A call's place among them. */
    interface Slot extends AutoCloseable {

        @Override
        void close();
    }
}
