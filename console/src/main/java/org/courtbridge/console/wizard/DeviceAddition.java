package org.courtbridge.console.wizard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.courtbridge.console.http.Reply;
import org.courtbridge.provisioning.inventory.Device;

/** Somebody's way through the steps of adding a device, of which one is taken at a time. */
final class DeviceAddition {

    /** Within which the same form was sent by the same click. */
    static final Duration CLICK = Duration.ofSeconds(10);

    private final ReentrantLock steps = new ReentrantLock();
    private volatile DeviceDraft draft;
    private volatile Optional<Added> added = Optional.empty();

    /** @param handover by which what it signs in with was kept */
    private record Added(Device device, String handover, Instant at) {

        @Override
        public String toString() {
            return "Added[" + device.id() + "]";
        }
    }

    DeviceAddition(DeviceDraft draft) {
        this.draft = draft;
    }

    interface Step {
        Reply take() throws Exception;
    }

    /** Takes a step, after the one that somebody is taking now. */
    Reply alone(Step step) throws Exception {
        steps.lock();
        try {
            return step.take();
        } finally {
            steps.unlock();
        }
    }

    DeviceDraft draft() {
        return draft;
    }

    void become(DeviceDraft now) {
        draft = now;
    }

    /** It is in the inventory, and the login that was typed is kept there alone. @param handover that whoever added it was shown */
    void added(Device device, String handover, Instant at) {
        added = Optional.of(new Added(device, handover, at));
        draft = DeviceDraft.of(draft.make());
    }

    /** The device, once it is in the inventory. */
    Optional<Device> device() {
        return added.map(Added::device);
    }

    /** The handover to be shown to a second click: the browser shows the last answer, and the password is in the first. */
    Optional<String> again(String name, String username, Instant now) {
        return added.filter(done -> done.at.plus(CLICK).isAfter(now))
                .filter(done -> done.device.name().equals(name)
                        && done.device.username().equals(username))
                .map(Added::handover);
    }
}
