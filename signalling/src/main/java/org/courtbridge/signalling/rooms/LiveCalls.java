package org.courtbridge.signalling.rooms;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.provisioning.inventory.Device;

/** The calls of now by one protocol: how many there may be, and how all of them are ended. From any thread. */
public final class LiveCalls {

    private final int limit;
    private final Set<Place> calls = new HashSet<>();
    private boolean closed;

    /** @param limit calls at one time */
    public LiveCalls(int limit) {
        this.limit = limit;
    }

    /**
     * @param device that the call is with; empty for a stranger
     * @param end has the call end; from any thread
     * @return empty if there are as many calls as there may be
     */
    public synchronized Optional<Slot> enter(Optional<Device> device, Consumer<EndReason> end) {
        if (closed || calls.size() >= limit) {
            return Optional.empty();
        }
        Place place = new Place(device.map(Device::id), end);
        calls.add(place);
        return Optional.of(place);
    }

    /** Has every call with a device end. */
    public synchronized void endOf(Device device, EndReason reason) {
        calls.stream()
                .filter(place -> place.device.equals(Optional.of(device.id())))
                .forEach(place -> place.end.accept(reason));
    }

    /** Whether a device is in one of them, or on its way there. */
    public synchronized boolean isWith(Device device) {
        return calls.stream().anyMatch(place -> place.device.equals(Optional.of(device.id())));
    }

    public synchronized int count() {
        return calls.size();
    }

    private synchronized void leave(Place place) {
        calls.remove(place);
        notifyAll();
    }

    /** Ends every call and waits for them, though not for ever. */
    public synchronized void endAll(Duration patience) {
        closed = true;
        calls.forEach(place -> place.end.accept(EndReason.SHUTDOWN));
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
    public interface Slot extends AutoCloseable {

        @Override
        void close();
    }

    private final class Place implements Slot {

        private final Optional<String> device;
        private final Consumer<EndReason> end;

        Place(Optional<String> device, Consumer<EndReason> end) {
            this.device = device;
            this.end = end;
        }

        @Override
        public void close() {
            leave(this);
        }
    }
}
