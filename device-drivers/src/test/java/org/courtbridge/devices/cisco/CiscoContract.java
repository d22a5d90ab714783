package org.courtbridge.devices.cisco;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.Power;
import org.courtbridge.devices.SecureDeviceContract;
import org.courtbridge.devices.StreamStatistics;
import org.courtbridge.devices.StreamStatistics.Direction;
import org.courtbridge.devices.StreamStatistics.Medium;
import org.courtbridge.devices.simulate.Simulator;
import org.junit.jupiter.api.Test;

/** The promises of the driver for Cisco codecs, by whichever transport. */
abstract class CiscoContract extends SecureDeviceContract {

    @Override
    protected Simulator simulator(InetSocketAddress bind) {
        return CiscoSimulator.overHttps(bind, new Credentials("admin", PASSWORD), tls());
    }

    @Override
    protected Set<Capability> expected() {
        return EnumSet.complementOf(
                EnumSet.of(Capability.STEP_VOLUME, Capability.SELECT_INPUT, Capability.BLANK_PICTURE));
    }

    @Override
    protected boolean isSeen(DeviceCommand command) {
        return !(command instanceof DeviceCommand.ShowMessage || command instanceof DeviceCommand.RecallPreset);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "SIP/DefaultTransport",
                "TLS",
                "SIP/Proxy[1]/Address",
                "gateway.example <&\">",
                "SIP/Authentication/Password",
                "Geheim-1",
                "H323/H323Alias/E164",
                "4711");
    }

    @Override
    protected DeviceIdentity identity() {
        return new DeviceIdentity("Cisco", "Cisco Webex Room Kit", "Courtroom", "SIM00000001", "ce9.15.3.simulated");
    }

    @Test
    void tellsHowItIs() {
        simulated().room().muteMicrophones(true);
        simulated().room().connectDisplay(false);
        simulated().room().temperature(58.5);
        simulated().room().ring("4713@court.example");
        DeviceStatus status = driven().status().join();
        assertThat(status.power()).contains(Power.ON);
        assertThat(status.registered()).contains(true);
        assertThat(status.calls())
                .contains(List.of(new ActiveCall("1", "4713@court.example", ActiveCall.State.RINGING)));
        assertThat(status.microphonesMuted()).contains(true);
        assertThat(status.volume()).contains(50);
        assertThat(status.cameraConnected()).contains(true);
        assertThat(status.displayConnected()).contains(false);
        assertThat(status.temperature()).contains(58.5);
        assertThat(status.firmware()).contains("ce9.15.3.simulated");
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
                        "H264",
                        Optional.of(1_920_000L),
                        Optional.of(0.01),
                        Optional.of(Duration.ofMillis(3)),
                        Optional.empty()));
    }

    @Test
    void doesNotAnswerWhenNobodyCalls() {
        assertThat(faultOf(driven().perform(new DeviceCommand.Answer()))).isEqualTo(DeviceFault.REFUSED);
    }

    @Test
    void keepsValuesOutOfRefusals() {
        for (Map<String, String> settings : List.of(
                Map.of("SIP/DefaultTransport", "Geheim-1"),
                Map.of("No/Such/Password", "Geheim-1"),
                Map.of("no path", "Geheim-1"))) {
            DeviceCommand configure = DeviceCommand.Configure.allReadable(settings);
            assertThat(configure.toString()).doesNotContain("Geheim-1");
            DeviceException failure = failure(driven().perform(configure));
            assertThat(failure.fault()).isEqualTo(DeviceFault.REFUSED);
            assertThat(failure.getMessage()).doesNotContain("Geheim-1");
        }
    }
}
