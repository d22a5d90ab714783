package org.courtbridge.devices.lifesize;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
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
import org.courtbridge.devices.RoomDeviceContract;
import org.courtbridge.devices.simulate.Misbehaviour;
import org.courtbridge.devices.simulate.Simulator;
import org.courtbridge.devices.simulate.SshFront;
import org.junit.jupiter.api.Test;

class LifesizeContractTest extends RoomDeviceContract {

    /** A device keeps its own when it is switched off and on. */
    private static final KeyPair KEY = SshFront.newKey();

    @Override
    protected Simulator simulator(InetSocketAddress bind) {
        return new LifesizeSimulator(bind, new Credentials("auto", PASSWORD), KEY);
    }

    /** The handshake is over before anything is asked, but a process's first takes long. */
    @Override
    protected Duration patience() {
        return Duration.ofSeconds(1);
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
            assertThat(faultOf(driven().perform(new DeviceCommand.Configure(settings))))
                    .isEqualTo(DeviceFault.REFUSED);
        }
        assertThat(simulated().room().configuration("sip username")).isEmpty();
    }

    /** Nobody publishes how its gatekeeper is set: it is not guessed, and the rest is not set alone. */
    @Test
    void doesNotSupportItsGatekeeper() {
        DeviceException failure = failure(driven().perform(
                        new DeviceCommand.Configure(Map.of("sip username", "zal3", "h323 gatekeeper", "gateway"))));
        assertThat(failure.fault()).isEqualTo(DeviceFault.NOT_SUPPORTED);
        assertThat(failure.getMessage()).contains("h323 gatekeeper");
        assertThat(simulated().room().configuration("sip username")).isEmpty();
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
