package org.courtbridge.gateway.h323;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.EndpointTypes;
import org.courtbridge.h323.ras.ClientAction;
import org.courtbridge.h323.ras.EndpointCall;
import org.courtbridge.h323.ras.EndpointProfile;
import org.courtbridge.h323.ras.GatekeeperClient;

/** A room that registers at the gatekeeper, over a real socket. */
final class TestRegistration implements AutoCloseable {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private static final Sequence VENDOR = EndpointTypes.VENDOR_IDENTIFIER
            .build()
            .set(
                    "vendor",
                    ((SequenceType) EndpointTypes.VENDOR_IDENTIFIER
                                    .components()
                                    .getFirst()
                                    .type())
                            .build()
                            .set("t35CountryCode", 181)
                            .set("t35Extension", 0)
                            .set("manufacturerCode", 1)
                            .done())
            .done();

    private static final Sequence TERMINAL = EndpointTypes.ENDPOINT_TYPE
            .build()
            .set("vendor", VENDOR)
            .set("terminal", EndpointTypes.TERMINAL_INFO.build().done())
            .set("mc", false)
            .set("undefinedNode", false)
            .done();

    private final DatagramSocket socket;
    private final GatekeeperClient client;
    private final EndpointProfile profile;
    private final List<ClientAction> begun;

    private TestRegistration(H323Endpoint endpoint, String name, String password) throws IOException {
        socket = new DatagramSocket(0, HERE);
        socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
        profile = new EndpointProfile(
                List.of(new InetSocketAddress(HERE, endpoint.rasPort())),
                Optional.empty(),
                new InetSocketAddress(HERE, socket.getLocalPort()),
                new InetSocketAddress(HERE, 40_999),
                List.of(new AliasAddress.H323Id(name)),
                TERMINAL,
                VENDOR,
                Optional.of(new EndpointProfile.Login(name, password)),
                Duration.ofMinutes(10));
        client = new GatekeeperClient(profile, new Random(1));
        begun = client.start(Instant.now());
    }

    static TestRegistration of(H323Endpoint endpoint, String name, String password) throws IOException {
        return new TestRegistration(endpoint, name, password);
    }

    /** Why it was not registered, as the gatekeeper says. */
    String refusal() throws IOException {
        return await(ClientAction.Lost.class, begun).reason().orElseThrow().name();
    }

    /** Registers, and asks for admission to a call. @return where to call */
    InetSocketAddress admitted(Octets callIdentifier, String number) throws IOException {
        await(ClientAction.Registered.class, begun);
        EndpointCall call = new EndpointCall(
                callIdentifier,
                callIdentifier,
                5,
                false,
                List.of(new AliasAddress.DialledDigits(number)),
                profile.aliases(),
                Optional.empty(),
                7_680);
        return await(ClientAction.Admitted.class, client.admit(call, Instant.now()))
                .confirm()
                .destCallSignalAddress()
                .orElseThrow();
    }

    private <T extends ClientAction> T await(Class<T> kind, List<ClientAction> first) throws IOException {
        List<ClientAction> actions = first;
        while (true) {
            for (ClientAction action : actions) {
                if (action instanceof ClientAction.Send send) {
                    byte[] octets = send.octets().toArray();
                    socket.send(new DatagramPacket(octets, octets.length, send.to()));
                } else if (kind.isInstance(action)) {
                    return kind.cast(action);
                }
            }
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            socket.receive(packet);
            actions = client.receive(
                    Arrays.copyOf(packet.getData(), packet.getLength()),
                    (InetSocketAddress) packet.getSocketAddress(),
                    Instant.now());
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
