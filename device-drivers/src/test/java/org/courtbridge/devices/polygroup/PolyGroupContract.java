package org.courtbridge.devices.polygroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.RoomDeviceContract;
import org.courtbridge.devices.StreamStatistics;
import org.courtbridge.devices.StreamStatistics.Direction;
import org.courtbridge.devices.StreamStatistics.Medium;
import org.courtbridge.devices.simulate.Misbehaviour;
import org.junit.jupiter.api.Test;

/** The promises of the driver for Poly Group codecs, by whichever transport. */
abstract class PolyGroupContract extends RoomDeviceContract {

    @Override
    protected Set<Capability> expected() {
        return EnumSet.complementOf(
                EnumSet.of(Capability.STEP_VOLUME, Capability.SELECT_INPUT, Capability.BLANK_PICTURE));
    }

    @Override
    protected boolean isSeen(DeviceCommand command) {
        return !(command instanceof DeviceCommand.Wake
                || command instanceof DeviceCommand.Standby
                || command instanceof DeviceCommand.StorePreset
                || command instanceof DeviceCommand.RecallPreset
                || command instanceof DeviceCommand.ShowMessage);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "sipregistrarserver", "gateway.example",
                "sippassword", "Geheim-1",
                "gatekeeperip", "192.0.2.1");
    }

    @Override
    protected DeviceIdentity identity() {
        return new DeviceIdentity("Polycom", "RealPresence Group 500", "Courtroom", "SIM00000001", "6.2.2.simulated");
    }

    /** Lines that mean nothing may be news that somebody registered for: only the end of the answer is waited for. */
    @Override
    protected Set<DeviceFault> faultsOf(Misbehaviour how) {
        return how == Misbehaviour.GARBAGE ? EnumSet.of(DeviceFault.TIMED_OUT) : super.faultsOf(how);
    }

    @Test
    void tellsHowItIs() {
        simulated().room().muteMicrophones(true);
        simulated().room().ring("2001:db8::4713");
        simulated().room().connectCamera(false);
        DeviceStatus status = driven().status().join();
        assertThat(status.registered()).contains(true);
        assertThat(status.calls()).contains(List.of(new ActiveCall("1", "2001:db8::4713", ActiveCall.State.RINGING)));
        assertThat(status.microphonesMuted()).contains(true);
        assertThat(status.volume()).contains(50);
        assertThat(status.cameraConnected()).contains(false);
        assertThat(status.firmware()).contains("6.2.2.simulated");
        assertThat(status.power()).isEmpty();
        simulated().room().register(false);
        assertThat(driven().status().join().registered()).contains(false);
    }

    @Test
    void countsTheStreamsOfACall() {
        assertThat(driven().callStatistics().join()).isEmpty();
        simulated().room().dial("4712@court.example");
        assertThat(driven().callStatistics().join())
                .hasSize(4)
                .contains(new StreamStatistics(
                        "1",
                        Medium.VIDEO,
                        Direction.RECEIVED,
                        "H.264",
                        Optional.of(1_802_000L),
                        Optional.empty(),
                        Optional.of(Duration.ofMillis(5)),
                        Optional.empty()));
    }

    @Test
    void sendsNothingThatIsACommandOfItsOwn() {
        for (DeviceCommand command : List.of(
                new DeviceCommand.Dial("4711\rhangup all", DeviceCommand.CallProtocol.SIP),
                new DeviceCommand.ShowMessage("\" \"", Duration.ofSeconds(5)),
                DeviceCommand.Configure.allReadable(Map.of("sippassword\rwake", "x")),
                new DeviceCommand.RecallPreset(100))) {
            assertThat(faultOf(driven().perform(command))).isEqualTo(DeviceFault.REFUSED);
        }
        DeviceException failure =
                failure(driven().perform(DeviceCommand.Configure.allReadable(Map.of("nosuchpassword", "Geheim-1"))));
        assertThat(failure.fault()).isEqualTo(DeviceFault.REFUSED);
        assertThat(failure.getMessage()).doesNotContain("Geheim-1");
    }
}
