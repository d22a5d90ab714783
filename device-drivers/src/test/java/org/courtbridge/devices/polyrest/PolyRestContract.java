package org.courtbridge.devices.polyrest;

import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.Set;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.SecureDeviceContract;
import org.courtbridge.devices.simulate.Simulator;

/** What holds for a codec wherever it has its resources. */
abstract class PolyRestContract extends SecureDeviceContract {

    protected abstract String root();

    @Override
    protected Simulator simulator(InetSocketAddress bind) {
        return new PolyRestSimulator(bind, new Credentials("admin", PASSWORD), root(), tls());
    }

    @Override
    protected RoomDevice device(DeviceNetwork network, DeviceAddress address, String password) {
        return PolyRestCodec.at(network, address, new Credentials("admin", password));
    }

    @Override
    protected Set<Capability> expected() {
        return EnumSet.of(
                Capability.DIAL,
                Capability.HANG_UP,
                Capability.MUTE_MICROPHONES,
                Capability.SET_VOLUME,
                Capability.MOVE_CAMERA,
                Capability.CAMERA_PRESETS,
                Capability.CALL_STATISTICS);
    }

    @Override
    protected boolean isSeen(DeviceCommand command) {
        return !(command instanceof DeviceCommand.MoveCamera || command instanceof DeviceCommand.RecallPreset);
    }

    @Override
    protected DeviceIdentity identity() {
        return new DeviceIdentity("Poly", "StudioX30", "Courtroom", "SIM00000001", "3.12.0");
    }
}
