package org.courtbridge.devices.pjlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.DeviceWarning;
import org.courtbridge.devices.Power;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.RoomDeviceContract;
import org.courtbridge.devices.simulate.Simulator;
import org.junit.jupiter.api.Test;

class PjlinkContractTest extends RoomDeviceContract {

    @Override
    protected Simulator simulator(InetSocketAddress bind) {
        return new PjlinkSimulator(bind, 2, Optional.of(PASSWORD));
    }

    @Override
    protected RoomDevice device(DeviceNetwork network, DeviceAddress address, String password) {
        return PjlinkDisplay.at(network, address, Optional.of(password));
    }

    @Override
    protected Set<Capability> expected() {
        return EnumSet.of(
                Capability.WAKE,
                Capability.STANDBY,
                Capability.SELECT_INPUT,
                Capability.BLANK_PICTURE,
                Capability.STEP_VOLUME);
    }

    @Override
    protected boolean isSeen(DeviceCommand command) {
        return !(command instanceof DeviceCommand.StepVolume);
    }

    @Override
    protected DeviceIdentity identity() {
        return new DeviceIdentity("Courtbridge", "Simulated Display", "Courtroom", "SIM0001", "1.0");
    }

    @Test
    void tellsHowItIs() {
        simulated().room().blank(true);
        simulated().room().temperature(70);
        DeviceStatus status = driven().status().join();
        assertThat(status.power()).contains(Power.ON);
        assertThat(status.input()).contains("31");
        assertThat(status.firmware()).contains("1.0");
        assertThat(status.calls()).isEmpty();
        assertThat(status.warnings())
                .containsExactlyInAnyOrder(DeviceWarning.TEMPERATURE, DeviceWarning.PICTURE_BLANKED);
    }

    @Test
    void tellsNoMoreThanItsPowerInStandby() {
        simulated().room().sleep(true);
        DeviceStatus status = driven().status().join();
        assertThat(status.power()).contains(Power.STANDBY);
        assertThat(status.input()).isEmpty();
        assertThat(status.warnings()).isEmpty();
    }

    @Test
    void sendsNothingThatIsNoInput() {
        assertThat(faultOf(driven().perform(new DeviceCommand.SelectInput("31\r%1POWR 0"))))
                .isEqualTo(DeviceFault.REFUSED);
        assertThat(simulated().room().isAsleep()).isFalse();
        assertThat(faultOf(driven().perform(new DeviceCommand.SelectInput("69"))))
                .isEqualTo(DeviceFault.REFUSED);
    }
}
