package org.courtbridge.devices.simulate;

import org.courtbridge.devices.DeviceAddress;

/** A device that is not there, and speaks its family's protocol on a port of ours as the device would. */
public interface Simulator extends AutoCloseable {

    Front front();

    /** The room that it stands in: what commands changed, and what it tells of. */
    SimulatedRoom room();

    default DeviceAddress address() {
        return front().address();
    }

    default void misbehave(Misbehaviour how) {
        front().misbehave(how);
    }

    @Override
    default void close() {
        front().close();
    }
}
