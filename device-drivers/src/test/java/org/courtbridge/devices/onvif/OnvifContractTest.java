package org.courtbridge.devices.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.RoomDeviceContract;
import org.courtbridge.devices.simulate.Simulator;
import org.junit.jupiter.api.Test;

class OnvifContractTest extends RoomDeviceContract {

    private static final URI STREAM = URI.create("rtsp://192.0.2.7:554/main?a=1&b=2");

    /** Clocks of cameras are wrong, and tokens have to be fresh by them. */
    private static final InstantSource AHEAD = InstantSource.offset(InstantSource.system(), Duration.ofHours(3));

    @Override
    protected Simulator simulator(InetSocketAddress bind) {
        return new OnvifSimulator(
                bind, new Credentials("admin", PASSWORD), STREAM, AHEAD, OnvifSimulator.Turning.TURNS);
    }

    @Override
    protected RoomDevice device(DeviceNetwork network, DeviceAddress address, String password) {
        return OnvifCamera.at(network, address, new Credentials("admin", password), InstantSource.system());
    }

    @Override
    protected Set<Capability> expected() {
        return EnumSet.of(Capability.MOVE_CAMERA, Capability.CAMERA_PRESETS);
    }

    @Override
    protected boolean isSeen(DeviceCommand command) {
        return !(command instanceof DeviceCommand.RecallPreset);
    }

    /** It is reached without TLS. */
    @Override
    protected boolean hasKey() {
        return false;
    }

    /** The camera numbers its presets itself. */
    @Override
    protected int preset() {
        return 1;
    }

    @Override
    protected DeviceIdentity identity() {
        return new DeviceIdentity("Courtbridge", "Simulated Camera", "courtroom", "SIM00000001", "1.0");
    }

    @Test
    void tellsWhereItLooks() {
        simulated().room().camera(_ -> new CameraPosition(-1, 0.25, 0.5));
        DeviceStatus status = driven().status().join();
        assertThat(status.camera()).contains(new CameraPosition(-1, 0.25, 0.5));
        assertThat(status.firmware()).contains("1.0");
    }

    @Test
    void keepsItsOwnPresetsApartFromTheCameras() {
        simulated().room().storePreset(1);
        driven().perform(new DeviceCommand.MoveCamera(new CameraPosition(1, 1, 1)))
                .join();
        driven().perform(new DeviceCommand.StorePreset(7)).join();
        assertThat(simulated().room().preset(1)).contains(CameraPosition.HOME);
        assertThat(simulated().room().preset(2)).contains(new CameraPosition(1, 1, 1));
        driven().perform(new DeviceCommand.RecallPreset(1)).join();
        driven().perform(new DeviceCommand.RecallPreset(7)).join();
        assertThat(simulated().room().camera()).isEqualTo(new CameraPosition(1, 1, 1));
        assertThat(faultOf(driven().perform(new DeviceCommand.RecallPreset(8)))).isEqualTo(DeviceFault.REFUSED);
    }

    @Test
    void tellsWhereItsPicturesAre() {
        DeviceAddress address = simulated().address();
        Credentials credentials = new Credentials("admin", PASSWORD);
        assertThat(OnvifStream.of(network(), address, credentials, InstantSource.system())
                        .join()
                        .uri())
                .isEqualTo(STREAM);
        assertThat(OnvifCamera.snapshotUri(network(), address, credentials, InstantSource.system())
                        .join())
                .hasHost(address.host())
                .hasPort(address.port());
    }

    @Test
    void doesNotTurnACameraThatCannot() {
        Credentials credentials = new Credentials("admin", PASSWORD);
        try (Simulator fixed = new OnvifSimulator(
                        new InetSocketAddress(simulated().address().host(), 0),
                        credentials,
                        STREAM,
                        AHEAD,
                        OnvifSimulator.Turning.FIXED);
                RoomDevice device = device(network(), fixed.address(), PASSWORD)) {
            assertThat(device.capabilities().join()).isEmpty();
            assertThat(device.status().join().camera()).isEmpty();
            assertThat(faultOf(device.perform(new DeviceCommand.MoveCamera(CameraPosition.HOME))))
                    .isEqualTo(DeviceFault.NOT_SUPPORTED);
        }
    }
}
