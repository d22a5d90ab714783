package org.courtbridge.devices.polyrest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.Power;
import org.courtbridge.devices.StreamStatistics;
import org.courtbridge.devices.StreamStatistics.Direction;
import org.courtbridge.devices.StreamStatistics.Medium;
import org.junit.jupiter.api.Test;

class PolyRestContractTest extends PolyRestContract {

    @Override
    protected String root() {
        return "/rest/";
    }

    @Test
    void tellsHowItIs() {
        simulated().room().muteMicrophones(true);
        simulated().room().connectCamera(false);
        simulated().room().ring("4713@court.example");
        DeviceStatus status = driven().status().join();
        assertThat(status.power()).contains(Power.ON);
        assertThat(status.registered()).contains(true);
        assertThat(status.calls())
                .contains(List.of(new ActiveCall("1", "4713@court.example", ActiveCall.State.RINGING)));
        assertThat(status.microphonesMuted()).contains(true);
        assertThat(status.volume()).contains(50);
        assertThat(status.cameraConnected()).contains(false);
        assertThat(status.firmware()).contains("3.12.0");
        simulated().room().register(false);
        simulated().room().sleep(true);
        status = driven().status().join();
        assertThat(status.registered()).contains(false);
        assertThat(status.power()).contains(Power.STANDBY);
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
                        Optional.of(0.015),
                        Optional.of(Duration.ofMillis(5)),
                        Optional.empty()));
    }

    @Test
    void logsInAgainWhenItWasForgotten() {
        driven().status().join();
        ((PolyRestSimulator) simulated()).forgetSessions();
        driven().perform(new DeviceCommand.SetVolume(10)).join();
        assertThat(simulated().room().volume()).isEqualTo(10);
    }

    @Test
    void hasNoPresetPastItsLast() {
        assertThat(faultOf(driven().perform(new DeviceCommand.RecallPreset(11))))
                .isEqualTo(DeviceFault.REFUSED);
    }
}
