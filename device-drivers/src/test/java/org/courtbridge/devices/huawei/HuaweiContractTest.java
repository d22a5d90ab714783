package org.courtbridge.devices.huawei;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.EnumSet;
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
import org.courtbridge.devices.SecureDeviceContract;
import org.courtbridge.devices.simulate.Simulator;
import org.junit.jupiter.api.Test;

class HuaweiContractTest extends SecureDeviceContract {

    @Override
    protected Simulator simulator(InetSocketAddress bind) {
        return new HuaweiSimulator(bind, new Credentials("api", PASSWORD), tls());
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
        return Map.of("sipserv_addr", "gateway.example", "proxy_addr", "gateway.example");
    }

    /** Nobody publishes how its account is set: it is not guessed, and the rest is not set alone. */
    @Test
    void doesNotSupportItsAccount() {
        DeviceException failure = failure(driven().perform(
                        new DeviceCommand.Configure(Map.of("sipserv_addr", "gateway.example", "sip_password", "x"))));
        assertThat(failure.fault()).isEqualTo(DeviceFault.NOT_SUPPORTED);
        assertThat(failure.getMessage()).contains("sip_password");
        assertThat(simulated().room().configuration("sipserv_addr")).isEmpty();
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
