package org.courtbridge.devices.polygroup;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.simulate.Simulator;

class PolyGroupOverTelnetTest extends PolyGroupContract {

    @Override
    protected Simulator simulator(InetSocketAddress bind) {
        return PolyGroupSimulator.overTelnet(bind, Optional.of(PASSWORD));
    }

    @Override
    protected RoomDevice device(DeviceNetwork network, DeviceAddress address, String password) {
        return PolyGroupCodec.overTelnet(network, address, new Credentials("admin", password));
    }
}
