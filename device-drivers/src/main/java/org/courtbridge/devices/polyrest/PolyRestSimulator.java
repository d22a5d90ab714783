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

    PolyRestSimulator(InetSocketAddress bind, Credentials credentials, String root, SslContext tls) {
        this.service = new PolyRestService(room, credentials, root);
        this.front = new WebFront("poly", bind, Optional.of(tls), service);
    }

    /** Makes one with a certificate of its own. */
    public static PolyRestSimulator withOwnCertificate(InetSocketAddress bind, Credentials credentials) {
        return new PolyRestSimulator(bind, credentials, "/rest/", SimulatedCertificate.tls("poly", Instant.now()));
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
