package org.courtbridge.devices.huawei;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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

    /**
     * The identifiers of the settings that it can be told besides its SIP server and proxy. Those of real terminals are not
     * known, so these are whatever somebody calls them.
     *
     * @param hidden those that it takes and does not show again, as passwords
     */
    public record Identifiers(Set<String> shown, Set<String> hidden) {

        public static final Identifiers NONE = new Identifiers(Set.of(), Set.of());

        public Identifiers {
            shown = Set.copyOf(shown);
            hidden = Set.copyOf(hidden);
        }
    }

    HuaweiSimulator(InetSocketAddress bind, Credentials credentials, Identifiers more, SslContext tls) {
        this.actions = new TerminalActions(room, credentials, more);
        this.front = new WebFront("huawei", bind, Optional.of(tls), actions);
    }

    /** Makes one with a certificate of its own. */
    public static HuaweiSimulator withOwnCertificate(
            InetSocketAddress bind, Credentials credentials, Identifiers more) {
        return new HuaweiSimulator(bind, credentials, more, SimulatedCertificate.tls("huawei", Instant.now()));
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
