package org.courtbridge.devices.cisco;

import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.util.EnumSet;
import java.util.Set;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.simulate.Misbehaviour;
import org.courtbridge.devices.simulate.Simulator;
import org.courtbridge.devices.simulate.SshFront;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class CiscoOverSshTest extends CiscoContract {

    /** A device keeps its own when it is switched off and on. */
    private static final KeyPair KEY = SshFront.newKey();

    @Override
    protected Simulator simulator(InetSocketAddress bind) {
        return CiscoSimulator.overSsh(bind, new Credentials("admin", PASSWORD), KEY);
    }

    @Override
    protected RoomDevice device(DeviceNetwork network, DeviceAddress address, String password) {
        return CiscoCodec.overSsh(network, address, new Credentials("admin", password), CiscoCameraRange.PRECISION_HD);
    }

    /** Lines that are no JSON may be news: only the answer is waited for. */
    @Override
    protected Set<DeviceFault> faultsOf(Misbehaviour how) {
        return how == Misbehaviour.GARBAGE ? EnumSet.of(DeviceFault.TIMED_OUT) : super.faultsOf(how);
    }
}
