package org.courtbridge.devices;

import io.netty.handler.ssl.SslContext;
import java.time.Instant;
import org.courtbridge.devices.simulate.SimulatedCertificate;

/** The contract of devices that are reached over HTTPS. */
public abstract class SecureDeviceContract extends RoomDeviceContract {

    /** A device keeps its own when it is switched off and on. */
    private final SslContext tls = SimulatedCertificate.tls("device", Instant.now());

    protected final SslContext tls() {
        return tls;
    }
}
