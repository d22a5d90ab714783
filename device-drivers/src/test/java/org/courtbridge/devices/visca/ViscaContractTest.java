package org.courtbridge.devices.visca;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.Set;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.Power;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.RoomDeviceContract;
import org.courtbridge.devices.simulate.Misbehaviour;
import org.courtbridge.devices.simulate.Simulator;
import org.junit.jupiter.api.Test;

class ViscaContractTest extends RoomDeviceContract {

    @Override
    protected Simulator simulator(InetSocketAddress bind) {
        return ViscaSimulator.oneCamera(bind, ViscaRange.SRG);
    }

    @Override
    protected RoomDevice device(DeviceNetwork network, DeviceAddress address, String password) {
        return ViscaCamera.at(network, address, ViscaRange.SRG);
    }

    @Override
    protected Set<Capability> expected() {
        return EnumSet.of(Capability.WAKE, Capability.STANDBY, Capability.MOVE_CAMERA, Capability.CAMERA_PRESETS);
    }

    @Override
    protected boolean hasPassword() {
        return false;
    }

    @Override
    protected DeviceIdentity identity() {
        return new DeviceIdentity("Sony", "051c", "", "", "0210");
    }

    /** There is no connection to drop; an answer from elsewhere is none, and half a datagram is a whole one that is wrong. */
    @Override
    protected Set<DeviceFault> faultsOf(Misbehaviour how) {
        return switch (how) {
            case DROPS -> EnumSet.of(DeviceFault.TIMED_OUT);
            case HALF_AN_ANSWER -> EnumSet.of(DeviceFault.MALFORMED_ANSWER);
            case NONE, SILENT, LATE, GARBAGE -> super.faultsOf(how);
        };
    }

    @Test
    void tellsWhereItLooks() {
        simulated().room().camera(_ -> new CameraPosition(-1, 1, 0.5));
        DeviceStatus status = driven().status().join();
        assertThat(status.power()).contains(Power.ON);
        assertThat(status.camera().orElseThrow().isNear(new CameraPosition(-1, 1, 0.5), 0.001))
                .isTrue();
    }

    @Test
    void refusesToTurnInStandby() {
        simulated().room().sleep(true);
        assertThat(driven().status().join().camera()).isEmpty();
        assertThat(faultOf(driven().perform(new DeviceCommand.MoveCamera(CameraPosition.HOME))))
                .isEqualTo(DeviceFault.REFUSED);
    }

    @Test
    void hasNoPresetPastItsLast() {
        assertThat(faultOf(driven().perform(new DeviceCommand.RecallPreset(17))))
                .isEqualTo(DeviceFault.REFUSED);
    }
}
