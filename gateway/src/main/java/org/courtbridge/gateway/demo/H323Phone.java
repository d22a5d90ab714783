package org.courtbridge.gateway.demo;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.gateway.h323.OwnEndpoint;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h460.IncomingCall;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.ras.ClientAction;
import org.courtbridge.h323.ras.EndpointCall;
import org.courtbridge.h323.ras.EndpointProfile;
import org.courtbridge.h323.ras.GatekeeperClient;

/**
 * The room's conduct on a telephone that speaks H.323: stays registered at a gatekeeper, and takes calls that the gatekeeper
 * admits, one at a time. Behind a NAT it comes for them (H.460.18). A call without sound is hung up, since a gateway that was restarted knows nothing of it.
 *
 * <p>One thread with a mailbox; those who read only put into it.
 */
final class H323Phone implements RoomLine {

    private static final Logger LOG = LogManager.getLogger(H323Phone.class);

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);
    private static final int LARGEST_DATAGRAM = 4_096;

    /** Of both directions, in 100 bit/s. */
    private static final long BANDWIDTH = 40_000;

    private sealed interface Event {}

    private record Datagram(byte[] octets, InetSocketAddress from) implements Event {}

    private record Packet(TpktSocket connection, byte[] contents) implements Event {}

    private record Lost(TpktSocket connection) implements Event {}

    private record PicturesMissed() implements Event {}

    private record Closing() implements Event {}

    private final InetAddress local;
    private final String user;
    private final RoomSources sources;
    private final boolean picksUp;
    private final Duration mediaTimeout;
    private final DatagramSocket ras;
    private final ServerSocket listening;
    private final GatekeeperClient gatekeeper;
    private final BlockingQueue<Event> mailbox = new LinkedBlockingQueue<>();
    private final Thread thread;

    private Optional<H323Call> call = Optional.empty();
    private long established;
    private volatile State state = State.UNREGISTERED;
    private volatile Optional<RoomDevices> devices = Optional.empty();

    /**
     * @param server the gatekeeper's address of RAS
     * @param local where the room is called; port 0 for any free one
     * @param sources in each call
     * @param picksUp whether it does, or lets every call ring
     * @param mediaTimeout without sound for so long it hangs up
     */
    H323Phone(
            InetSocketAddress server,
            InetSocketAddress local,
            String user,
            String password,
            RoomSources sources,
            boolean picksUp,
            Duration mediaTimeout)
            throws IOException {
        this.local = local.getAddress();
        this.user = user;
        this.sources = sources;
        this.picksUp = picksUp;
        this.mediaTimeout = mediaTimeout;
        this.ras = new DatagramSocket(0, this.local);
        this.listening = new ServerSocket(local.getPort(), 0, this.local);
        this.gatekeeper = new GatekeeperClient(
                new EndpointProfile(
                                List.of(server),
                                Optional.empty(),
                                new InetSocketAddress(this.local, ras.getLocalPort()),
                                new InetSocketAddress(this.local, listening.getLocalPort()),
                                List.of(new AliasAddress.H323Id(user)),
                                OwnEndpoint.terminal(),
                                OwnEndpoint.VENDOR,
                                Optional.of(new EndpointProfile.Login(user, password)),
                                TIME_TO_LIVE)
                        .traversing(),
                new SecureRandom());
        this.thread = Thread.ofVirtual().name("room-phone").unstarted(this::run);
    }

    @Override
    public void start() {
        Thread.ofVirtual().name("ras").start(this::readDatagrams);
        Thread.ofVirtual().name("listening").start(this::acceptConnections);
        thread.start();
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public Optional<RoomDevices> devices() {
        return devices;
    }

    private void readDatagrams() {
        byte[] buffer = new byte[LARGEST_DATAGRAM];
        while (!ras.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                ras.receive(packet);
                mailbox.add(new Datagram(
                        Arrays.copyOf(buffer, packet.getLength()), (InetSocketAddress) packet.getSocketAddress()));
            } catch (IOException e) {
                // A gatekeeper that is not there shows here too (ICMP); it is asked again.
                LOG.debug("receiving RAS: {}", e.getMessage());
            }
        }
    }

    private void acceptConnections() {
        while (!listening.isClosed()) {
            try {
                read(listening.accept());
            } catch (IOException e) {
                LOG.debug("listening: {}", e.getMessage());
            }
        }
    }

    private TpktSocket read(Socket socket) {
        TpktSocket connection = new TpktSocket(socket);
        connection.start(
                contents -> mailbox.add(new Packet(connection, contents)), () -> mailbox.add(new Lost(connection)));
        return connection;
    }

    /** For a call that waits at the gatekeeper. */
    private void come(IncomingCall waiting) {
        try {
            Socket socket = new Socket(
                    waiting.callSignalAddress().getAddress(),
                    waiting.callSignalAddress().getPort());
            read(socket)
                    .send(new SignallingMessage(
                                    CallReference.ofOriginator(0),
                                    SignallingBody.Facility.coming(waiting.callIdentifier()),
                                    Optional.of(true),
                                    List.of())
                            .toMessage()
                            .encode());
        } catch (IOException e) {
            LOG.warn("coming for a call: {}", e.getMessage());
        }
    }

    private void run() {
        does(gatekeeper.start(Instant.now()));
        boolean running = true;
        while (running) {
            try {
                Event event = mailbox.poll(patience().toMillis(), TimeUnit.MILLISECONDS);
                running = !(event instanceof Closing);
                if (event != null) {
                    handle(event);
                }
                if (running) {
                    keepUp();
                }
            } catch (PerException | Q931Exception e) {
                LOG.warn("a message that cannot be understood: {}", e.getMessage());
            } catch (IOException e) {
                LOG.warn("{}", e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                running = false;
            }
        }
    }

    private Duration patience() {
        return Stream.of(gatekeeper.deadline(), call.flatMap(H323Call::deadline))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .map(deadline -> Duration.between(Instant.now(), deadline))
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .filter(left -> left.compareTo(LONGEST_WAIT) < 0)
                .orElse(LONGEST_WAIT);
    }

    private void handle(Event event) throws IOException {
        switch (event) {
            case Datagram datagram -> does(gatekeeper.receive(datagram.octets, datagram.from, Instant.now()));
            case Packet packet -> received(packet);
            case Lost lost -> {
                ofCall(lost.connection).ifPresent(H323Call::connectionLost);
                lost.connection.close();
            }
            case PicturesMissed _ -> call.ifPresent(H323Call::picturesMissed);
            case Closing _ -> goodbye();
        }
    }

    private Optional<H323Call> ofCall(TpktSocket connection) {
        return call.filter(current -> current.isBy(connection));
    }

    private void received(Packet packet) throws IOException {
        SignallingMessage message = SignallingMessage.of(Q931Message.decode(packet.contents));
        Optional<H323Call> known = ofCall(packet.connection);
        if (known.isPresent()) {
            known.get().received(message);
        } else if (message.body() instanceof SignallingBody.Setup setup) {
            called(packet.connection, message, setup);
        }
    }

    private void called(TpktSocket connection, SignallingMessage message, SignallingBody.Setup setup)
            throws IOException {
        RoomDevices own = RoomDevices.open(local, user, sources);
        H323Call made = new H323Call(connection, local, own, message, setup);
        if (call.isPresent() || !gatekeeper.isRegistered()) {
            made.hangUp(ReleaseReason.BUSY);
            made.close();
            return;
        }
        own.picture().lossIndication(() -> mailbox.add(new PicturesMissed()));
        call = Optional.of(made);
        does(gatekeeper.admit(
                new EndpointCall(
                        identifier(setup),
                        setup.conferenceId(),
                        message.reference().value(),
                        true,
                        setup.called(),
                        setup.caller(),
                        Optional.empty(),
                        BANDWIDTH),
                Instant.now()));
    }

    private static Octets identifier(SignallingBody.Setup setup) {
        return setup.callIdentifier().orElse(setup.conferenceId());
    }

    private void does(List<ClientAction> actions) {
        actions.forEach(this::act);
    }

    private void act(ClientAction action) {
        switch (action) {
            case ClientAction.Send send -> send(send.octets().toArray(), send.to());
            case ClientAction.Lost lost -> LOG.info("not registered: {}", lost.reason());
            case ClientAction.Admitted admitted ->
                call.filter(asked ->
                                identifier(asked.setup()).equals(admitted.call().callIdentifier()))
                        .ifPresent(this::answer);
            case ClientAction.Refused refused ->
                call.filter(asked ->
                                identifier(asked.setup()).equals(refused.call().callIdentifier()))
                        .ifPresent(asked -> asked.hangUp(ReleaseReason.REJECTED));
            case ClientAction.Drop _ -> call.ifPresent(current -> current.hangUp(ReleaseReason.NORMAL));
            case ClientAction.Registered _ -> LOG.debug("registered");
            case ClientAction.Invited invited ->
                Thread.ofVirtual().name("coming").start(() -> come(invited.call()));
            case ClientAction.BandwidthChanged _, ClientAction.BandwidthRefused _ -> {}
        }
    }

    private void answer(H323Call admitted) {
        if (picksUp) {
            admitted.pickUp();
            established = System.nanoTime();
        } else {
            admitted.ring();
        }
    }

    private void send(byte[] octets, InetSocketAddress to) {
        try {
            ras.send(new DatagramPacket(octets, octets.length, to));
        } catch (IOException e) {
            LOG.debug("RAS not sent: {}", e.getMessage());
        }
    }

    /** Whatever is due by now. */
    private void keepUp() {
        does(gatekeeper.expire(Instant.now()));
        call.ifPresent(current -> {
            current.expire();
            if (current.isEstablished() && silence(current) > mediaTimeout.toNanos()) {
                LOG.info("no media for {} s: hanging up", mediaTimeout.toSeconds());
                current.hangUp(ReleaseReason.OUT_OF_ORDER);
            }
            if (current.isOver()) {
                endCall(current);
            }
        });
        devices = call.filter(H323Call::isEstablished).map(H323Call::devices);
        state = stateNow();
    }

    private State stateNow() {
        if (call.isPresent()) {
            return call.get().isEstablished() ? State.IN_CALL : State.CALLING;
        }
        return gatekeeper.isRegistered() ? State.REGISTERED : State.UNREGISTERED;
    }

    private long silence(H323Call current) {
        long heard = current.devices().sound().lastReceived().orElse(established);
        return System.nanoTime() - Math.max(heard, established);
    }

    private void endCall(H323Call ended) {
        call = Optional.empty();
        ended.close();
        does(gatekeeper.disengage(identifier(ended.setup()), Instant.now()));
    }

    private void goodbye() {
        call.ifPresent(current -> {
            current.hangUp(ReleaseReason.NORMAL);
            endCall(current);
        });
        does(gatekeeper.stop(Instant.now()));
    }

    @Override
    public void close() throws InterruptedException {
        mailbox.add(new Closing());
        thread.join(Duration.ofSeconds(2));
        ras.close();
        try {
            listening.close();
        } catch (IOException e) {
            LOG.debug("not closed: {}", e.getMessage());
        }
    }
}
