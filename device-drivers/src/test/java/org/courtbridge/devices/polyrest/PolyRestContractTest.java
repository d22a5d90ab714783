package org.courtbridge.devices.polyrest;

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
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.Power;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.SecureDeviceContract;
import org.courtbridge.devices.StreamStatistics;
import org.courtbridge.devices.StreamStatistics.Direction;
import org.courtbridge.devices.StreamStatistics.Medium;
import org.courtbridge.devices.simulate.Simulator;
import org.courtbridge.devices.simulate.WebFront;
import org.courtbridge.devices.simulate.WebService;
import org.junit.jupiter.api.Test;

class PolyRestContractTest extends SecureDeviceContract {

    @Override
    protected Simulator simulator(InetSocketAddress bind) {
        return new PolyRestSimulator(bind, new Credentials("admin", PASSWORD), "/rest/", tls());
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
                Capability.CONFIGURE,
                Capability.CALL_STATISTICS);
    }

    @Override
    protected boolean isSeen(DeviceCommand command) {
        return !(command instanceof DeviceCommand.MoveCamera || command instanceof DeviceCommand.RecallPreset);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "voIpProt.SIP.registrarServer", "gateway.example:5062",
                "voIpProt.SIP.transport", "TLS",
                "voIpProt.SIP.auth.password", "Geheim-1",
                "voIpProt.H323.gk.ipAddress", "gateway.example",
                "voIpProt.H323.gk.auth.password", "Geheim-1",
                "voIpProt.H323.e164", "77013");
    }

    /** It shows no passwords, so it may have taken none of them: there is something else to see, or we say what we know. */
    @Test
    void believesAPasswordThatItCannotSee() {
        driven().perform(DeviceCommand.Configure.allReadable(Map.of("voIpProt.SIP.auth.password", "Geheim-1")))
                .join();
        assertThat(simulated().room().configuration("voIpProt.SIP.auth.password"))
                .contains("Geheim-1");
    }

    /** What it says to a password may have the password in it. */
    @Test
    void keepsAnAnswerThatIsNoneToItself() {
        WebService babbler = request -> WebService.Answer.of(
                200,
                "application/json",
                request.path().endsWith("session") ? "{\"success\":true}" : "not taken: " + request.body());
        try (WebFront front = new WebFront(
                        "poly", new InetSocketAddress(simulated().address().host(), 0), Optional.of(tls()), babbler);
                RoomDevice device = device(network(), front.address(), PASSWORD)) {
            DeviceException failure = failure(device.perform(
                    DeviceCommand.Configure.allReadable(Map.of("voIpProt.SIP.auth.password", "Geheim-1"))));
            assertThat(failure.fault()).isEqualTo(DeviceFault.MALFORMED_ANSWER);
            assertThat(failure.getMessage()).doesNotContain("Geheim-1");
        }
    }

    /** A password is never shown, so that it was taken must have been said. */
    @Test
    void believesNoAnswerThatDoesNotSayWhatWasTaken() {
        for (String answer : List.of(
                "{\"success\":false}",
                "{\"vars\":[{\"name\":\"voIpProt.SIP.userName\",\"value\":\"zal1\",\"result\":\"NOERROR\"}]}")) {
            WebService evasive = request -> WebService.Answer.of(
                    200, "application/json", request.path().endsWith("session") ? "{\"success\":true}" : answer);
            try (WebFront front = new WebFront(
                            "poly",
                            new InetSocketAddress(simulated().address().host(), 0),
                            Optional.of(tls()),
                            evasive);
                    RoomDevice device = device(network(), front.address(), PASSWORD)) {
                DeviceException failure = failure(device.perform(DeviceCommand.Configure.allReadable(
                        Map.of("voIpProt.SIP.auth.password", "Geheim-1", "voIpProt.SIP.userName", "zal1"))));
                assertThat(failure.fault()).isEqualTo(DeviceFault.REFUSED);
                assertThat(failure.getMessage())
                        .contains("voIpProt.SIP.auth.password")
                        .doesNotContain("Geheim-1");
            }
        }
    }

    @Test
    void namesWhatTheCodecDoesNotTake() {
        DeviceException failure = failure(driven().perform(DeviceCommand.Configure.allReadable(
                Map.of("voIpProt.SIP.enable", "true", "voIpProt.SIP.nothing", "1"))));
        assertThat(failure.fault()).isEqualTo(DeviceFault.REFUSED);
        assertThat(failure.getMessage()).contains("voIpProt.SIP.nothing").doesNotContain("voIpProt.SIP.enable");
    }

    @Override
    protected DeviceIdentity identity() {
        return new DeviceIdentity("Poly", "StudioX30", "Courtroom", "SIM00000001", "3.12.0");
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

    /** Some versions have them elsewhere. */
    @Test
    void findsItsResources() {
        Credentials credentials = new Credentials("admin", PASSWORD);
        InetSocketAddress anyPort = new InetSocketAddress(simulated().address().host(), 0);
        try (Simulator elsewhere = new PolyRestSimulator(anyPort, credentials, "/rest/current/", tls());
                RoomDevice device = device(network(), elsewhere.address(), PASSWORD)) {
            assertThat(device.identify().join()).isEqualTo(identity());
            device.perform(new DeviceCommand.SetVolume(10)).join();
            assertThat(elsewhere.room().volume()).isEqualTo(10);
        }
    }
}
