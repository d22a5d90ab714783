package org.courtbridge.devices.simulate;

import org.courtbridge.devices.DeviceAddress;

/** A device that is not there, and speaks its family's protocol on a port of ours as the device would. */
public interface Simulator extends AutoCloseable {

    DeviceAddress address();

    /** The room that it stands in: what commands changed, and what it tells of. */
    SimulatedRoom room();

    /** From now on, on connections that are up too. */
    void misbehave(Misbehaviour how);

    @Override
    void close();
}
