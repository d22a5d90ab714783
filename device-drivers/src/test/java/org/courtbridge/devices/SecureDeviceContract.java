package org.courtbridge.devices;

import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.courtbridge.devices.simulate.SimulatedCertificate;
import org.courtbridge.devices.simulate.WebFront;
import org.courtbridge.devices.simulate.WebService;
import org.junit.jupiter.api.BeforeAll;

/** The contract of devices that are reached over HTTPS. */
public abstract class SecureDeviceContract extends RoomDeviceContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final DriverLimits UNHURRIED = new DriverLimits(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE);

    /** A device keeps its own when it is switched off and on. */
    private final SslContext tls = SimulatedCertificate.tls("device", Instant.now());

    protected final SslContext tls() {
        return tls;
    }

    /** A handshake takes its time. */
    @Override
    protected Duration patience() {
        return Duration.ofSeconds(3);
    }

    /** The first handshake of a process takes longest. */
    @BeforeAll
    static void shakeHandsOnce() {
        try (WebFront front = new WebFront(
                        "device",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Optional.of(SimulatedCertificate.tls("device", Instant.now())),
                        _ -> WebService.Answer.of(200, "text/plain", ""));
                DeviceNetwork network = new DeviceNetwork(UNHURRIED, CertificatePins.inMemory())) {
            new DeviceHttp(network)
                    .send(HttpRequest.newBuilder(URI.create("https://" + front.address() + "/"))
                            .build())
                    .join();
        }
    }
}
