package org.courtbridge.operations.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.courtbridge.devices.CertificatePins;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.onvif.OnvifSimulator;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.rtsp.CameraStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a simulated camera. */
class FleetCamerasTest {

    private static final Credentials LOGIN = new Credentials("admin", "Sesam");
    private static final Device DEVICE = Device.newlyAdded("7", "Камера", "camera7", Instant.EPOCH);

    private final DeviceNetwork network =
            DeviceNetwork.withFixedLimits(PatientLimits.PATIENT, CertificatePins.inMemory(), SimulatorPlaces.LOOPBACK);

    @AfterEach
    void close() {
        network.close();
    }

    private OnvifSimulator simulated(String stream) {
        return new OnvifSimulator(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                LOGIN,
                URI.create(stream),
                InstantSource.system(),
                OnvifSimulator.Turning.FIXED);
    }

    private FleetCameras cameras(OnvifSimulator simulated, String family, Optional<Credentials> login) {
        return new FleetCameras(
                id -> Optional.of(new Equipment(id, family, simulated.address(), login)),
                network,
                InstantSource.system());
    }

    private CameraStream find(OnvifSimulator simulated, Optional<Credentials> login) throws Exception {
        return cameras(simulated, FleetCameras.FAMILY, login)
                .find(DEVICE)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    @Test
    void asksTheCameraAndGoesToItsOwnAddress() throws Exception {
        try (OnvifSimulator simulated = simulated("rtsp://192.168.1.64:8554/Streaming/101?profile=1")) {
            CameraStream stream = find(simulated, Optional.of(LOGIN));
            assertThat(stream.uri()).hasToString("rtsp://192.168.1.64:8554/Streaming/101?profile=1");
            assertThat(stream.address())
                    .isEqualTo(new InetSocketAddress(
                            InetAddress.getByName(simulated.address().host()), 8554));
            assertThat(stream.login()).contains(new CameraStream.Login("admin", "Sesam"));
        }
    }

    @Test
    void takesTheUsualPortWhereTheCameraNamesNone() throws Exception {
        try (OnvifSimulator simulated = simulated("rtsp://192.168.1.64/main")) {
            assertThat(find(simulated, Optional.of(LOGIN)).address().getPort()).isEqualTo(554);
        }
    }

    @Test
    void hasTheCameraSendAKeyframe() throws Exception {
        try (OnvifSimulator simulated = simulated("rtsp://192.168.1.64/main")) {
            find(simulated, Optional.of(LOGIN)).keyframe().run();
            Await.until("a keyframe wanted", Duration.ofMinutes(1), () -> simulated.keyframesWanted() > 0);
            assertThat(simulated.keyframesWanted()).isEqualTo(1);
        }
    }

    @Test
    void asksNobodyWithoutALogin() {
        try (OnvifSimulator simulated = simulated("rtsp://192.168.1.64/main")) {
            assertThatThrownBy(() -> find(simulated, Optional.empty())).hasMessageContaining("no login");
        }
    }

    @Test
    void takesNoStreamOfAnotherKind() {
        try (OnvifSimulator simulated = simulated("rtsps://192.168.1.64/main")) {
            assertThatThrownBy(() -> find(simulated, Optional.of(LOGIN)))
                    .hasMessageContaining("something else than RTSP");
        }
    }

    @Test
    void knowsWhichDevicesAreCameras() {
        try (OnvifSimulator simulated = simulated("rtsp://192.168.1.64/main")) {
            assertThat(cameras(simulated, "onvif", Optional.empty()).isCamera(DEVICE))
                    .isTrue();
            assertThat(cameras(simulated, "cisco-ce", Optional.empty()).isCamera(DEVICE))
                    .isFalse();
        }
    }
}
