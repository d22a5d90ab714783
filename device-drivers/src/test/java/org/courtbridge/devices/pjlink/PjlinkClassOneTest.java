package org.courtbridge.devices.pjlink;

import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.RoomDeviceContract;
import org.courtbridge.devices.simulate.Simulator;

/** A display of class 1 that lets everybody in. */
class PjlinkClassOneTest extends RoomDeviceContract {

    @Override
    protected Simulator simulator(InetSocketAddress bind) {
        return new PjlinkSimulator(bind, 1, Optional.empty());
    }

    @Override
    protected RoomDevice device(DeviceNetwork network, DeviceAddress address, String password) {
        return PjlinkDisplay.at(network, address, Optional.empty());
    }

    @Override
    protected Set<Capability> expected() {
        return EnumSet.of(Capability.WAKE, Capability.STANDBY, Capability.SELECT_INPUT, Capability.BLANK_PICTURE);
    }

    @Override
    protected boolean hasPassword() {
        return false;
    }

    @Override
    protected DeviceIdentity identity() {
        return new DeviceIdentity("Courtbridge", "Simulated Display", "Courtroom", "", "");
    }
}
