package org.courtbridge.gateway.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.courtbridge.gateway.transport.UdpPorts;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.provisioning.inventory.Encryption;

/** The calls of now: how many there may be, and how all of them are ended. */
final class LiveCalls {

    private final UdpPorts ports;
    private final InetAddress advertised;
    private final Duration silence;
    private final int limit;
    private final Set<CallMailbox> mailboxes = new HashSet<>();
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

    /** Empty if there are as many calls as there may be. */
    synchronized Optional<Slot> enter(CallMailbox mailbox) {
        if (closed || mailboxes.size() >= limit) {
            return Optional.empty();
        }
        mailboxes.add(mailbox);
        return Optional.of(() -> leave(mailbox));
    }

    synchronized int count() {
        return mailboxes.size();
    }

    private synchronized void leave(CallMailbox mailbox) {
        mailboxes.remove(mailbox);
        notifyAll();
    }

    /** Ends every call and waits for them, though not for ever. */
    synchronized void endAll(Duration patience) {
        closed = true;
        mailboxes.forEach(mailbox -> mailbox.put(new CallEvent.EndWanted(EndReason.SHUTDOWN)));
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos();
                    !mailboxes.isEmpty() && left > 0;
                    left = deadline - System.nanoTime()) {
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
