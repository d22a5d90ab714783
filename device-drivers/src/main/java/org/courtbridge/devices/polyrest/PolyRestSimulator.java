package org.courtbridge.devices.polyrest;

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

/** A Poly Studio X30 with its REST API over HTTPS. */
public final class PolyRestSimulator implements Simulator {

    private final SimulatedRoom room = new SimulatedRoom();
    private final PolyRestService service;
    private final SecureFront front;

    /** With a certificate of its own. */
    public PolyRestSimulator(InetSocketAddress bind, Credentials credentials) {
        this(bind, credentials, "/rest/", SimulatedCertificate.tls("poly", Instant.now()));
    }

    PolyRestSimulator(InetSocketAddress bind, Credentials credentials, String root, SslContext tls) {
        this.service = new PolyRestService(room, credentials, root);
        this.front = new WebFront("poly", bind, Optional.of(tls), service);
    }

    @Override
    public SecureFront front() {
        return front;
    }

    @Override
    public SimulatedRoom room() {
        return room;
    }

    /** As it does with a session that nobody used for long, or when it starts anew. */
    void forgetSessions() {
        service.forgetSessions();
    }
}
