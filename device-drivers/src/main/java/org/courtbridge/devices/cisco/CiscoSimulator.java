package org.courtbridge.devices.cisco;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.simulate.SecureFront;
import org.courtbridge.devices.simulate.SimulatedCertificate;
import org.courtbridge.devices.simulate.SimulatedRoom;
import org.courtbridge.devices.simulate.Simulator;
import org.courtbridge.devices.simulate.SshFront;
import org.courtbridge.devices.simulate.WebFront;

/** A codec with CE that takes the xAPI over HTTPS and WebSocket, or over SSH. */
public final class CiscoSimulator implements Simulator {

    private final SimulatedRoom room = new SimulatedRoom();
    private final SecureFront front;

    private CiscoSimulator(Function<SimulatedRoom, SecureFront> open) {
        this.front = open.apply(room);
    }

    /** Over HTTPS and WebSocket, with a certificate of its own. */
    public static CiscoSimulator overHttps(InetSocketAddress bind, Credentials credentials) {
        return overHttps(bind, credentials, SimulatedCertificate.tls("cisco", Instant.now()));
    }

    static CiscoSimulator overHttps(InetSocketAddress bind, Credentials credentials, SslContext tls) {
        return new CiscoSimulator(
                room -> new WebFront("cisco", bind, Optional.of(tls), new CodecWeb(room, credentials)));
    }

    /** Over SSH, with a host key of its own. */
    public static CiscoSimulator overSsh(InetSocketAddress bind, Credentials credentials) {
        return overSsh(bind, credentials, SshFront.newKey());
    }

    static CiscoSimulator overSsh(InetSocketAddress bind, Credentials credentials, KeyPair key) {
        return new CiscoSimulator(room -> new SshFront(bind, credentials, key, mouth -> new CodecShell(room, mouth)));
    }

    /**
     * The side of it that asks its external manager for a configuration.
     *
     * @param client that trusts the manager's certificate
     * @param mac as the codec says it, {@code 11:22:33:44:55:66}
     */
    public ManagedCodec managed(HttpClient client, String mac) {
        return new ManagedCodec(room, client, mac);
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
