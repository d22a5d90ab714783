package org.courtbridge.devices.cisco;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.simulate.SecureFront;
import org.courtbridge.devices.simulate.SimulatedCertificate;
import org.courtbridge.devices.simulate.SimulatedRoom;
import org.courtbridge.devices.simulate.Simulator;
import org.courtbridge.devices.simulate.WebFront;

/** A codec with CE that takes the xAPI over HTTPS and over WebSocket. */
public final class CiscoSimulator implements Simulator {

    private final SimulatedRoom room = new SimulatedRoom();
    private final SecureFront front;

    /** With a certificate of its own. */
    public CiscoSimulator(InetSocketAddress bind, Credentials credentials) {
        this(bind, credentials, SimulatedCertificate.tls("cisco", Instant.now()));
    }

    CiscoSimulator(InetSocketAddress bind, Credentials credentials, SslContext tls) {
        this.front = new WebFront("cisco", bind, Optional.of(tls), new CodecWeb(room, credentials));
    }

    @Override
    public SecureFront front() {
        return front;
    }

    @Override
    public SimulatedRoom room() {
        return room;
    }
}
