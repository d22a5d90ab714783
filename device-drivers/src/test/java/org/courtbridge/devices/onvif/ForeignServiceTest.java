package org.courtbridge.devices.onvif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.courtbridge.devices.CertificatePins;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.PatientLimits;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.SimulatorPlaces;
import org.courtbridge.devices.simulate.WebFront;
import org.courtbridge.devices.simulate.WebService;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A camera that names services which are not its own. */
class ForeignServiceTest {

    private static final Credentials LOGIN = new Credentials("admin", "Sesam");

    private final List<String> strayed = new CopyOnWriteArrayList<>();

    private static InetSocketAddress anywhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static WebService.Answer envelope(String body) {
        return WebService.Answer.of(
                200,
                "application/soap+xml",
                "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>" + body
                        + "</s:Body></s:Envelope>");
    }

    /** @param media address of its second service */
    private static WebService camera(String media) {
        return request -> request.body().contains("GetCapabilities")
                ? envelope("<r><Capabilities><Media><XAddr>" + media + "</XAddr></Media></Capabilities></r>")
                : envelope("<r/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@%s/onvif/media", "mailto:somebody", ":%s/", "?x"})
    void isAskedNowhereElse(String media) {
        try (WebFront other = new WebFront("other", anywhere(), Optional.empty(), request -> {
                    strayed.add(request.path());
                    return envelope("<r/>");
                });
                WebFront camera =
                        new WebFront("camera", anywhere(), Optional.empty(), camera(media.formatted(other.address())));
                DeviceNetwork network = DeviceNetwork.withFixedLimits(
                        PatientLimits.PATIENT, CertificatePins.inMemory(), SimulatorPlaces.LOOPBACK);
                RoomDevice device = OnvifCamera.at(network, camera.address(), LOGIN, InstantSource.system())) {
            Throwable failure = catchThrowable(() -> device.capabilities().join());
            assertThat(DeviceException.of(failure).fault()).isEqualTo(DeviceFault.MALFORMED_ANSWER);
            assertThat(strayed).isEmpty();
        }
    }
}
