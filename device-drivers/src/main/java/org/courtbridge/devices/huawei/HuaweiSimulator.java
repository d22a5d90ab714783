package org.courtbridge.devices.huawei;

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

/** A TE40 with its actions over HTTPS. */
public final class HuaweiSimulator implements Simulator {

    private final SimulatedRoom room = new SimulatedRoom();
    private final TerminalActions actions;
    private final SecureFront front;

    /** With a certificate of its own. */
    public HuaweiSimulator(InetSocketAddress bind, Credentials credentials) {
        this(bind, credentials, SimulatedCertificate.tls("huawei", Instant.now()));
    }

    HuaweiSimulator(InetSocketAddress bind, Credentials credentials, SslContext tls) {
        this.actions = new TerminalActions(room, credentials);
        this.front = new WebFront("huawei", bind, Optional.of(tls), actions);
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
        actions.forgetSessions();
    }
}
