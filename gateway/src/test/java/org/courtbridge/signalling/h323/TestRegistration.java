package org.courtbridge.signalling.h323;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h460.IncomingCall;
import org.courtbridge.h323.ras.AdmissionMessage;
import org.courtbridge.h323.ras.ClientAction;
import org.courtbridge.h323.ras.EndpointCall;
import org.courtbridge.h323.ras.EndpointProfile;
import org.courtbridge.h323.ras.GatekeeperClient;
import org.courtbridge.h323.ras.RasMessage;
import org.courtbridge.h323.ras.ServiceControlMessage;
import org.courtbridge.signalling.h323.gatekeeper.OwnEndpoint;

/** A room that registers at the gatekeeper, over a real socket, and asks again as rooms do. */
public final class TestRegistration implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InetSocketAddress INSIDE = new InetSocketAddress("192.168.9.2", 1719);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final InstantSource clock;
    private final Way way;
    private final GatekeeperClient client;
    private final EndpointProfile profile;
    private final InetSocketAddress gatekeeper;
    private final List<ClientAction> begun;

    /** The transport of its messages. */
    interface Way extends AutoCloseable {

        void send(byte[] message) throws IOException;

        /** Waits a moment. */
        Optional<byte[]> receive() throws IOException;

        /** Where the room takes itself to be. */
        InetSocketAddress address();

        @Override
        void close() throws IOException;
    }

    /** UDP. */
    private static final class Datagrams implements Way {

        private final DatagramSocket socket = new DatagramSocket(0, HERE);

        Datagrams(int port) throws IOException {
            socket.setSoTimeout(100);
            socket.connect(HERE, port);
        }

        @Override
        public void send(byte[] message) throws IOException {
            socket.send(new DatagramPacket(message, message.length));
        }

        @Override
        public Optional<byte[]> receive() throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException _) {
                return Optional.empty();
            }
            return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
        }

        @Override
        public InetSocketAddress address() {
            return new InetSocketAddress(HERE, socket.getLocalPort());
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private TestRegistration(
            InstantSource clock,
            H323Endpoint endpoint,
            String name,
            String password,
            InetSocketAddress calledAt,
            List<AliasAddress> aliases,
            boolean behindNat)
            throws IOException {
        this(clock, endpoint, new Datagrams(endpoint.rasPort()), name, password, calledAt, aliases, behindNat);
    }

    private TestRegistration(
            InstantSource clock,
            H323Endpoint endpoint,
            Way way,
            String name,
            String password,
            InetSocketAddress calledAt,
            List<AliasAddress> aliases,
            boolean behindNat) {
        this.clock = clock;
        this.way = way;
        this.gatekeeper = new InetSocketAddress(HERE, endpoint.rasPort());
        EndpointProfile reached = new EndpointProfile(
                new EndpointProfile.Gatekeepers(List.of(gatekeeper), Optional.empty()),
                new EndpointProfile.Endpoint(
                        behindNat ? INSIDE : way.address(),
                        calledAt,
                        aliases,
                        OwnEndpoint.terminal(),
                        OwnEndpoint.VENDOR),
                Optional.of(new EndpointProfile.Login(name, password)),
                Duration.ofMinutes(10),
                false);
        profile = behindNat ? reached.traversing() : reached;
        client = new GatekeeperClient(profile, new SecureRandom());
        begun = client.start(clock.instant());
    }

    public static TestRegistration of(H323Endpoint endpoint, String name, String password) throws IOException {
        return of(endpoint, name, password, new AliasAddress.H323Id(name));
    }

    /** The same, called by an alias. */
    public static TestRegistration of(H323Endpoint endpoint, String name, String password, AliasAddress alias)
            throws IOException {
        return of(InstantSource.system(), endpoint, name, password, alias);
    }

    /** The same, to whom it is as late as a clock says. */
    public static TestRegistration of(InstantSource clock, H323Endpoint endpoint, String name, String password)
            throws IOException {
        return of(clock, endpoint, name, password, new AliasAddress.H323Id(name));
    }

    private static TestRegistration of(
            InstantSource clock, H323Endpoint endpoint, String name, String password, AliasAddress alias)
            throws IOException {
        InetSocketAddress calledAt = new InetSocketAddress(HERE, 17_999);
        return new TestRegistration(clock, endpoint, name, password, calledAt, List.of(alias), false);
    }

    /** Has registered when this returns. @param calledAt call signalling address */
    public static TestRegistration made(H323Endpoint endpoint, String name, String password, InetSocketAddress calledAt)
            throws IOException {
        return made(endpoint, name, password, calledAt, new AliasAddress.H323Id(name));
    }

    /** The same, called by certain aliases. */
    public static TestRegistration made(
            H323Endpoint endpoint, String name, String password, InetSocketAddress calledAt, AliasAddress... aliases)
            throws IOException {
        TestRegistration registration = new TestRegistration(
                InstantSource.system(), endpoint, name, password, calledAt, List.of(aliases), false);
        registration.register();
        return registration;
    }

    /** Has registered when this returns, from another address than it knows of itself. */
    static TestRegistration behindNat(H323Endpoint endpoint, String name, String password) throws IOException {
        TestRegistration registration = new TestRegistration(
                InstantSource.system(),
                endpoint,
                name,
                password,
                new InetSocketAddress(INSIDE.getAddress(), 1720),
                List.of(new AliasAddress.H323Id(name)),
                true);
        registration.register();
        return registration;
    }

    /** A room that registers on a connection of call signalling. @param clock by which it is late */
    public static TestRegistration on(
            TestTunnel tunnel, InstantSource clock, H323Endpoint endpoint, String name, String password) {
        return new TestRegistration(
                clock,
                endpoint,
                tunnel,
                name,
                password,
                tunnel.address(),
                List.of(new AliasAddress.H323Id(name)),
                false);
    }

    /** Renews its registration, as it is time to; it is confirmed when this returns. */
    public void renews() throws IOException {
        for (ClientAction action : client.expire(clock.instant())) {
            if (action instanceof ClientAction.Send send) {
                way.send(send.octets().toArray());
            }
        }
        Optional<byte[]> answer = way.receive();
        while (answer.isEmpty()) {
            answer = way.receive();
        }
        client.receive(answer.get(), gatekeeper, clock.instant());
        if (!client.isRegistered()) {
            throw new AssertionError("not registered any more");
        }
    }

    /** What call it is told to come for. */
    IncomingCall invited() throws IOException {
        return await(ClientAction.Invited.class, List.of()).call();
    }

    /** Says of a call that it will not come for it. */
    void refusesToCome() throws IOException {
        while (true) {
            Optional<byte[]> received = way.receive();
            if (received.isPresent()
                    && RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(received.get()))
                            instanceof ServiceControlMessage.Indication indication) {
                byte[] refusal = new ServiceControlMessage.Response(
                                indication.requestSeqNum(), Optional.of(ServiceControlMessage.Result.FAILED), List.of())
                        .encode();
                way.send(refusal);
                return;
            }
        }
    }

    /** Says what it says first. */
    public void begins() throws IOException {
        for (ClientAction action : begun) {
            if (action instanceof ClientAction.Send send) {
                way.send(send.octets().toArray());
            }
        }
    }

    /** Has registered when this returns. */
    public void register() throws IOException {
        await(ClientAction.Registered.class, begun);
    }

    /** Why it was not registered, as the gatekeeper says. */
    public String refusal() throws IOException {
        return await(ClientAction.Lost.class, begun).reason().orElseThrow().name();
    }

    /** Why the gatekeeper has it go. */
    public String dismissal() throws IOException {
        return await(ClientAction.Lost.class, List.of()).reason().orElseThrow().name();
    }

    /** Registers, and asks for admission to a call. @return where to call */
    public InetSocketAddress admitted(Octets callIdentifier, String number) throws IOException {
        await(ClientAction.Registered.class, begun);
        return admittedAgain(callIdentifier, number);
    }

    /** Asks for admission to one more call. @return where to call */
    InetSocketAddress admittedAgain(Octets callIdentifier, String number) throws IOException {
        return calls(callIdentifier, number).destCallSignalAddress().orElseThrow();
    }

    /** Asks for admission to call somebody. */
    public AdmissionMessage.Confirm calls(Octets callIdentifier, String dialled) throws IOException {
        return admitted(call(callIdentifier, false, dialled));
    }

    /** Asks for admission to answer a call. */
    public AdmissionMessage.Confirm answers(Octets callIdentifier) throws IOException {
        return admitted(call(callIdentifier, true, ""));
    }

    private EndpointCall call(Octets callIdentifier, boolean answered, String dialled) {
        return new EndpointCall(
                callIdentifier,
                callIdentifier,
                5,
                answered,
                dialled.isEmpty() ? profile.endpoint().aliases() : List.of(OwnEndpoint.alias(dialled)),
                answered ? List.of() : profile.endpoint().aliases(),
                Optional.empty(),
                7_680);
    }

    private AdmissionMessage.Confirm admitted(EndpointCall call) throws IOException {
        return await(ClientAction.Admitted.class, client.admit(call, clock.instant()))
                .confirm();
    }

    /** Has been told that it may not call when this returns. @return why */
    public String refused(Octets callIdentifier, String dialled) throws IOException {
        return await(ClientAction.Refused.class, client.admit(call(callIdentifier, false, dialled), clock.instant()))
                .reason()
                .orElseThrow()
                .name();
    }

    /** Tells the gatekeeper that its part in a call is over. */
    public void disengages(Octets callIdentifier) throws IOException {
        for (ClientAction action : client.disengage(callIdentifier, clock.instant())) {
            if (action instanceof ClientAction.Send send) {
                way.send(send.octets().toArray());
            }
        }
    }

    private <T extends ClientAction> T await(Class<T> kind, List<ClientAction> first) throws IOException {
        List<ClientAction> actions = first;
        Instant end = clock.instant().plus(PATIENCE);
        while (true) {
            for (ClientAction action : actions) {
                if (action instanceof ClientAction.Send send) {
                    way.send(send.octets().toArray());
                } else if (kind.isInstance(action)) {
                    return kind.cast(action);
                }
            }
            actions = next();
            if (clock.instant().isAfter(end)) {
                throw new AssertionError("no %s".formatted(kind.getSimpleName()));
            }
        }
    }

    private List<ClientAction> next() throws IOException {
        return way.receive()
                .map(message -> client.receive(message, gatekeeper, clock.instant()))
                .orElseGet(() -> client.expire(clock.instant()));
    }

    /** Is gone, without a word. */
    @Override
    public void close() throws IOException {
        way.close();
    }
}
