package org.courtbridge.devices.polygroup;

import java.net.InetSocketAddress;
import java.security.KeyPair;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.simulate.Simulator;
import org.courtbridge.devices.simulate.SshFront;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PolyGroupOverSshTest extends PolyGroupContract {

    /** A device keeps its own when it is switched off and on. */
    private static final KeyPair KEY = SshFront.newKey();

    @Override
    protected Simulator simulator(InetSocketAddress bind) {
        return PolyGroupSimulator.overSsh(bind, new Credentials("admin", PASSWORD), KEY);
    }

    @Override
    protected RoomDevice device(DeviceNetwork network, DeviceAddress address, String password) {
        return PolyGroupCodec.overSsh(network, address, new Credentials("admin", password));
    }
}
