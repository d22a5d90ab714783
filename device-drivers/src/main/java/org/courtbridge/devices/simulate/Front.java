package org.courtbridge.devices.simulate;

import org.courtbridge.devices.DeviceAddress;

/** The port that a simulated device shows to the network, on which it answers, well or badly. */
public interface Front extends AutoCloseable {

    DeviceAddress address();

    /** From now on, on connections that are up too. */
    void misbehave(Misbehaviour how);

    @Override
    void close();
}
