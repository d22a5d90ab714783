package org.courtbridge.devices.huawei;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
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
import org.courtbridge.devices.simulate.Simulator;
import org.junit.jupiter.api.Test;

class HuaweiContractTest extends SecureDeviceContract {

    /** Not those of a real terminal. */
    private static final HuaweiSimulator.Identifiers MORE =
            new HuaweiSimulator.Identifiers(Set.of("x_user", "x_port"), Set.of("x_secret"));

    @Override
    protected Simulator simulator(InetSocketAddress bind) {
        return new HuaweiSimulator(bind, new Credentials("api", PASSWORD), MORE, tls());
    }

    @Override
    protected RoomDevice device(DeviceNetwork network, DeviceAddress address, String password) {
        return HuaweiTerminal.at(network, address, new Credentials("api", password));
    }

    @Override
    protected Set<Capability> expected() {
        return EnumSet.of(
                Capability.DIAL,
                Capability.HANG_UP,
                Capability.ANSWER,
                Capability.MUTE_MICROPHONES,
                Capability.SET_VOLUME,
                Capability.WAKE,
                Capability.STANDBY,
                Capability.CONFIGURE);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "string sipserv_addr", "gateway.example", "string proxy_addr", "gateway.example", "int x_port", "5061");
    }

    private Optional<String> kept(String name) {
        return simulated().room().configuration(name);
    }

    @Test
    void isToldAnAccountByIdentifiersThatSomebodyNames() {
        driven().perform(new DeviceCommand.Configure(
                        Map.of(
                                "string sipserv_addr", "gateway.example",
                                "string x_user", "zal3",
                                "string x_secret", "Geheim-1",
                                "int x_port", "5061"),
                        Set.of("string x_secret")))
                .join();
        assertThat(kept("string x_user")).contains("zal3");
        assertThat(kept("string x_secret")).contains("Geheim-1");
        assertThat(kept("int x_port")).contains("5061");
    }

    /** The terminal refuses all together, so each is tried by itself. */
    @Test
    void takesTheRestWhereTheTerminalHasNoSuchIdentifier() {
        DeviceException failure = failure(driven().perform(new DeviceCommand.Configure(
                Map.of(
                        "string sipserv_addr", "gateway.example",
                        "string x_usr", "zal3",
                        "string x_secret", "Geheim-1",
                        "int x_prt", "5061"),
                Set.of("string x_secret"))));
        assertThat(failure.fault()).isEqualTo(DeviceFault.PARTLY_CARRIED_OUT);
        assertThat(failure.getMessage())
                .contains("string x_usr: WEB_SaveCfgParamAPI: the terminal refuses (error 4)")
                .contains("int x_prt: WEB_SaveCfgParamAPI: the terminal refuses (error 4)")
                .contains("; taken: string sipserv_addr; ")
                .endsWith("which does not show it: string x_secret")
                .doesNotContain("zal3", "Geheim-1", "5061");
        assertThat(kept("string sipserv_addr")).contains("gateway.example");
        assertThat(kept("string x_secret")).contains("Geheim-1");
        assertThat(kept("string x_usr")).isEmpty();
    }

    @Test
    void saysWhichSettingTheTerminalDoesNotShowAsItWasTold() {
        DeviceException failure = failure(driven().perform(DeviceCommand.Configure.allReadable(
                Map.of("string x_user", "zal3", "string x_secret", "Geheim-1"))));
        assertThat(failure.fault()).isEqualTo(DeviceFault.PARTLY_CARRIED_OUT);
        assertThat(failure.getMessage())
                .startsWith("string x_secret: the device said yes, and does not show it")
                .endsWith("taken: string x_user")
                .doesNotContain("Geheim-1");
    }

    /** Its yes to the password is worth no more than its yes to the rest. */
    @Test
    void believesNothingOfATerminalThatDoesNothing() {
        simulated().room().stick();
        DeviceException failure = failure(driven().perform(new DeviceCommand.Configure(
                Map.of("string x_user", "zal3", "string x_secret", "Geheim-1"), Set.of("string x_secret"))));
        assertThat(failure.fault()).isEqualTo(DeviceFault.NOT_CARRIED_OUT);
    }

    @Test
    void sendsNothingOfWhatIsNoSetting() {
        for (String name : List.of("sipserv_addr", "secret x_secret", "string ", "string x\"y", "int x_port\r")) {
            assertThat(faultOf(driven().perform(DeviceCommand.Configure.allReadable(
                            Map.of("string sipserv_addr", "gateway.example", name, "1")))))
                    .as(name)
                    .isEqualTo(DeviceFault.NOT_SUPPORTED);
        }
        for (String value : List.of("", "x", "1.5", "05061", "99999999999", "1e3")) {
            assertThat(faultOf(driven().perform(DeviceCommand.Configure.allReadable(
                            Map.of("string sipserv_addr", "gateway.example", "int x_port", value)))))
                    .as(value)
                    .isEqualTo(DeviceFault.REFUSED);
        }
        assertThat(kept("string sipserv_addr")).isEmpty();
    }

    @Override
    protected DeviceIdentity identity() {
        return new DeviceIdentity("Huawei", "TE40", "", "SIM00000001", "V600R019C00.simulated");
    }

    @Test
    void tellsHowItIs() {
        simulated().room().muteMicrophones(true);
        simulated().room().volume(100);
        simulated().room().ring("4713");
        DeviceStatus status = driven().status().join();
        assertThat(status.power()).contains(Power.ON);
        assertThat(status.microphonesMuted()).contains(true);
        assertThat(status.volume()).contains(100);
        assertThat(status.calls()).contains(List.of(new ActiveCall("1", "", ActiveCall.State.RINGING)));
        assertThat(status.registered()).isEmpty();
    }

    @Test
    void logsInAgainWhenItWasForgotten() {
        driven().status().join();
        ((HuaweiSimulator) simulated()).forgetSessions();
        driven().perform(new DeviceCommand.SetVolume(20)).join();
        assertThat(simulated().room().volume()).isEqualTo(20);
    }

    @Test
    void doesNotAnswerWhenNobodyCalls() {
        assertThat(faultOf(driven().perform(new DeviceCommand.Answer()))).isEqualTo(DeviceFault.REFUSED);
    }
}
