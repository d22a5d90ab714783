package org.courtbridge.devices.lifesize;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.courtbridge.devices.RoomDeviceContract;
import org.courtbridge.devices.simulate.Misbehaviour;
import org.courtbridge.devices.simulate.Simulator;
import org.courtbridge.devices.simulate.SshFront;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class LifesizeContractTest extends RoomDeviceContract {

    /** A device keeps its own when it is switched off and on. */
    private static final KeyPair KEY = SshFront.newKey();

    /** Not those of a real Icon. */
    private static final Set<String> MORE = Set.of("h323 gatekeeper", "x h323 password");

    @Override
    protected Simulator simulator(InetSocketAddress bind) {
        return new LifesizeSimulator(bind, new Credentials("auto", PASSWORD), KEY, LifesizeShell.Model.ICON, MORE);
    }

    @Override
    protected RoomDevice device(DeviceNetwork network, DeviceAddress address, String password) {
        return LifesizeCodec.at(network, address, new Credentials("auto", password));
    }

    @Override
    protected Set<Capability> expected() {
        return EnumSet.of(
                Capability.DIAL,
                Capability.HANG_UP,
                Capability.ANSWER,
                Capability.AUTO_ANSWER,
                Capability.MUTE_MICROPHONES,
                Capability.SET_VOLUME,
                Capability.WAKE,
                Capability.STANDBY,
                Capability.SHOW_MESSAGE,
                Capability.CONFIGURE);
    }

    @Override
    protected boolean isSeen(DeviceCommand command) {
        return !(command instanceof DeviceCommand.ShowMessage);
    }

    /** News come at any time: only the end of the answer is waited for. */
    @Override
    protected Set<DeviceFault> faultsOf(Misbehaviour how) {
        return how == Misbehaviour.GARBAGE ? EnumSet.of(DeviceFault.TIMED_OUT) : super.faultsOf(how);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "sip sip", "enabled",
                "sip username", "zal3",
                "sip authorization", "zal3 Geheim-1",
                "sip registrar", "enabled gateway.example 5061",
                "sip signaling-mode", "tls");
    }

    @Test
    void refusesValuesThatAreNone() {
        for (Map<String, String> settings : List.of(
                Map.of("sip username", "a\" \"b"),
                Map.of("sip username", "a\rcontrol reboot"),
                Map.of("sip username", "zal 3"),
                Map.of("sip proxy", "enabled gateway 5060 5061"),
                Map.of("sip registrar", "enabled gateway.example"),
                Map.of("sip username", ""))) {
            assertThat(faultOf(driven().perform(DeviceCommand.Configure.allReadable(settings))))
                    .isEqualTo(DeviceFault.REFUSED);
        }
        assertThat(simulated().room().configuration("sip username")).isEmpty();
    }

    /** Somebody who has the manual of his own codec names more than is known here. */
    @Test
    void tellsWhatElseSomebodyNamesAndSaysWhatTheCodecRefuses() {
        DeviceException failure = failure(driven().perform(new DeviceCommand.Configure(
                Map.of(
                        "sip username", "zal3",
                        "h323 name", "zal3",
                        "h323 gatekeeper", "gateway.example 1719",
                        "x h323 password", "Geheim-1",
                        "x h323 nothing", "Geheim-2"),
                Set.of("x h323 password", "x h323 nothing"))));
        assertThat(failure.fault()).isEqualTo(DeviceFault.PARTLY_CARRIED_OUT);
        assertThat(failure.getMessage())
                .contains("x h323 nothing: the codec has no command set x h323; ")
                .contains("h323 name: the codec has no command set h323 name; taken: sip username, ")
                .contains("h323 gatekeeper; ")
                .endsWith("which does not show it: x h323 password")
                .doesNotContain("Geheim");
        assertThat(simulated().room().configuration("sip username")).contains("zal3");
        assertThat(simulated().room().configuration("h323 gatekeeper")).contains("gateway.example 1719");
        assertThat(simulated().room().configuration("x h323 password")).contains("Geheim-1");
    }

    /** The codec shows another value than it was told. */
    @Test
    void saysWhatTheCodecSaidYesToAndDidNotDo() {
        DeviceException failure = failure(driven().perform(DeviceCommand.Configure.allReadable(
                Map.of("sip username", "zal3", "x h323 password", "Geheim-1"))));
        assertThat(failure.fault()).isEqualTo(DeviceFault.PARTLY_CARRIED_OUT);
        assertThat(failure.getMessage())
                .startsWith("x h323 password: the device said yes, and does not show it")
                .endsWith("taken: sip username");
    }

    @Test
    void sendsNothingOfWhatIsNoSetting() {
        for (String words : List.of("sip", "x\rcontrol reboot", "x h323 \"name\"", "x  y", "X y")) {
            assertThat(faultOf(driven().perform(
                                    DeviceCommand.Configure.allReadable(Map.of("sip username", "zal3", words, "x")))))
                    .as(words)
                    .isEqualTo(DeviceFault.NOT_SUPPORTED);
        }
        assertThat(faultOf(driven().perform(DeviceCommand.Configure.allReadable(
                        Map.of("sip username", "zal3", "h323 gatekeeper", "a\"b")))))
                .isEqualTo(DeviceFault.REFUSED);
        assertThat(simulated().room().configuration("sip username")).isEmpty();
    }

    /** A Room takes nothing of SIP before it is committed, and H.323 without a password. */
    @Test
    void setsUpARoom() {
        try (LifesizeSimulator room = other(LifesizeShell.Model.ROOM);
                RoomDevice driven = device(network(), room.address(), PASSWORD)) {
            assertThat(driven.identify().join().model()).isEqualTo("Room 220");
            Map<String, String> settings = new HashMap<>(Map.of(
                    "sip sip", "enabled",
                    "sip username", "zal3",
                    "sip server-type", "generic",
                    "sip authorization", "zal3 Geheim-1",
                    "sip registrar", "enabled gateway.example 5060",
                    "h323 h323", "enabled",
                    "h323 extension", "77013",
                    "h323 primary", "192.0.2.1 1719",
                    "h323 mode", "manual",
                    "h323 register", ""));
            settings.put("h323 name", "zal3");
            DeviceException uncommitted = failure(driven.perform(DeviceCommand.Configure.allReadable(settings)));
            assertThat(uncommitted.fault()).isEqualTo(DeviceFault.PARTLY_CARRIED_OUT);
            assertThat(uncommitted.getMessage())
                    .contains("sip username: the device said yes, and does not show it")
                    .contains("taken: h323 h323, h323 name, h323 extension, h323 primary, h323 mode; ")
                    .endsWith("which does not show it: sip authorization, h323 register");
            settings.put("sip commit", "");
            driven.perform(DeviceCommand.Configure.allReadable(settings)).join();
            assertThat(room.room().configuration("sip username")).contains("zal3");
            assertThat(room.room().configuration("sip authorization")).contains("zal3 Geheim-1");
            assertThat(room.room().configuration("h323 primary")).contains("192.0.2.1 1719");
            assertThat(room.room().configuration("h323 extension")).contains("77013");
            assertThat(room.room().configuration("h323 mode")).contains("manual");

            assertThat(faultOf(driven.perform(
                            DeviceCommand.Configure.allReadable(Map.of("h323 primary", "gateway 1719")))))
                    .isEqualTo(DeviceFault.REFUSED);
            assertThat(faultOf(
                            driven.perform(DeviceCommand.Configure.allReadable(Map.of("sip signaling-mode", "tls")))))
                    .isEqualTo(DeviceFault.NOT_SUPPORTED);
            assertThat(faultOf(driven.perform(DeviceCommand.Configure.allReadable(Map.of("sip commit", "now")))))
                    .isEqualTo(DeviceFault.REFUSED);
        }
    }

    /** An Icon of later software says the same in words. */
    @Test
    void understandsAnswersInWords() {
        try (LifesizeSimulator icon = other(LifesizeShell.Model.WORDED_ICON);
                RoomDevice driven = device(network(), icon.address(), PASSWORD)) {
            assertThat(driven.identify().join()).isEqualTo(identity());
            driven.perform(new DeviceCommand.SetVolume(30)).join();
            assertThat(icon.room().volume()).isEqualTo(30);
            driven.perform(DeviceCommand.Configure.allReadable(settings())).join();
            assertThat(icon.room().configuration("sip username")).contains("zal3");
            assertThat(faultOf(driven.perform(DeviceCommand.Configure.allReadable(Map.of("h323 mode", "manual")))))
                    .isEqualTo(DeviceFault.NOT_SUPPORTED);
            driven.perform(new DeviceCommand.HangUp()).join();
        }
    }

    private static LifesizeSimulator other(LifesizeShell.Model model) {
        return new LifesizeSimulator(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Credentials("auto", PASSWORD),
                SshFront.newKey(),
                model,
                Set.of());
    }

    @Override
    protected DeviceIdentity identity() {
        return new DeviceIdentity("LifeSize", "Icon 600", "Courtroom", "SIM00000001", "2.11.0.simulated");
    }

    @Test
    void tellsHowItIs() {
        simulated().room().muteMicrophones(true);
        simulated().room().sleep(true);
        simulated().room().ring("4713@court.example");
        DeviceStatus status = driven().status().join();
        assertThat(status.power()).contains(Power.STANDBY);
        assertThat(status.microphonesMuted()).contains(true);
        assertThat(status.volume()).contains(50);
        assertThat(status.firmware()).contains("2.11.0.simulated");
        assertThat(status.calls())
                .contains(List.of(new ActiveCall("1", "4713@court.example", ActiveCall.State.RINGING)));
    }

    @Test
    void sendsNothingThatIsACommandOfItsOwn() {
        assertThat(faultOf(driven().perform(
                                new DeviceCommand.Dial("4711\rcontrol reboot", DeviceCommand.CallProtocol.SIP))))
                .isEqualTo(DeviceFault.REFUSED);
        assertThat(faultOf(driven().perform(new DeviceCommand.ShowMessage("a\rcontrol reboot", Duration.ofSeconds(1)))))
                .isEqualTo(DeviceFault.REFUSED);
        driven().perform(new DeviceCommand.HangUp()).join();
    }
}
