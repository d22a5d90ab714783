package org.courtbridge.simulators;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
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
import org.courtbridge.signalling.h323.gatekeeper.OwnEndpoint;

/**
 * The room's conduct on a telephone that speaks H.323: stays registered at a gatekeeper, and takes calls that the gatekeeper
 * admits, one at a time, or dials again and again until it is in one. Behind a NAT it comes for them (H.460.18), or has all of
 * them on the connection by which it is registered (H.460.17). A call without sound is hung up, since a gateway that was restarted
 * knows nothing of it.
 *
 * <p>One thread with a mailbox; those who read only put into it.
 */
final class H323Phone implements RoomLine {

    private static final Logger LOG = LogManager.getLogger(H323Phone.class);

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);
    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(3);
    private static final InetSocketAddress NOWHERE = new InetSocketAddress("0.0.0.0", 0);

    /** References of calls: 15 bits, of which 0 means all calls (Q.931, clause 4.3). */
    private static final int END_OF_REFERENCES = 32_768;

    private static final int IDENTIFIER = 16;

    /** Of both directions, in 100 bit/s. */
    private static final long BANDWIDTH = 40_000;

    private sealed interface Event {}

    private record Datagram(byte[] octets, InetSocketAddress from) implements Event {}

    private record Packet(TpktSocket connection, byte[] contents) implements Event {}

    private record Lost(TpktSocket connection) implements Event {}

    private record PicturesMissed() implements Event {}

    private record Closing() implements Event {}

    /** As what it registers. */
    record Account(String user, String password) {}

    /**
     * Behaviour of the phone.
     *
     * @param oneConnection whether it registers and calls on one connection
     * @param number that it dials; empty to wait for calls
     * @param picksUp whether it does, or lets every call ring
     * @param mediaTimeout time without sound after which it hangs up
     */
    record Conduct(boolean oneConnection, Optional<String> number, boolean picksUp, Duration mediaTimeout) {}

    private final InetAddress local;
    private final String user;
    private final Conduct conduct;
    private final RoomSources sources;
    private final RasTransport ras;
    private final ServerSocket listening;
    private final GatekeeperClient gatekeeper;
    private final BlockingQueue<Event> mailbox = new LinkedBlockingQueue<>();
    private final Thread thread;

    private Optional<H323Call> call = Optional.empty();

    /** Whom it has dialled, while the gatekeeper is asked. */
    private Optional<EndpointCall> asked = Optional.empty();

    private Instant dialDue = Instant.MIN;
    private long established;
    private volatile State state = State.UNREGISTERED;
    private volatile Optional<RoomDevices> devices = Optional.empty();

    /**
     * @param server the gatekeeper's address of RAS, or of call signalling if it is to be one connection
     * @param local where the room is called; port 0 for any free one
     * @param sources in each call
     */
    H323Phone(InetSocketAddress server, InetSocketAddress local, Account account, Conduct conduct, RoomSources sources)
            throws IOException {
        this.local = local.getAddress();
        this.user = account.user();
        this.conduct = conduct;
        this.sources = sources;
        this.ras = new RasTransport(server, this.local, conduct.oneConnection(), this::read);
        this.listening = new ServerSocket(local.getPort(), 0, this.local);
        EndpointProfile profile = new EndpointProfile(
                new EndpointProfile.Gatekeepers(List.of(server), Optional.empty()),
                new EndpointProfile.Endpoint(
                        conduct.oneConnection() ? NOWHERE : new InetSocketAddress(this.local, ras.port()),
                        conduct.oneConnection() ? NOWHERE : new InetSocketAddress(this.local, listening.getLocalPort()),
                        List.of(new AliasAddress.H323Id(user)),
                        OwnEndpoint.terminal(),
                        OwnEndpoint.VENDOR),
                Optional.of(new EndpointProfile.Login(user, account.password())),
                TIME_TO_LIVE,
                false);
        this.gatekeeper =
                new GatekeeperClient(conduct.oneConnection() ? profile : profile.traversing(), new SecureRandom());
        this.thread = Thread.ofVirtual().name("room-phone").unstarted(this::run);
    }

    @Override
    public void start() {
        Thread.ofVirtual()
                .name("ras")
                .start(() -> ras.readDatagrams((octets, from) -> mailbox.add(new Datagram(octets, from))));
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
                    .send(SignallingMessage.ofBody(
                                    CallReference.ofOriginator(0),
                                    SignallingBody.Facility.coming(waiting.callIdentifier()),
                                    Optional.of(true))
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
            case Lost lost -> lost(lost.connection);
            case PicturesMissed _ -> call.ifPresent(H323Call::picturesMissed);
            case Closing _ -> goodbye();
        }
    }

    private void lost(TpktSocket connection) {
        call.filter(current -> current.isBy(connection)).ifPresent(H323Call::connectionLost);
        connection.close();
        ras.lost(connection);
    }

    private void received(Packet packet) throws IOException {
        SignallingMessage message = SignallingMessage.of(Q931Message.decode(packet.contents));
        Optional<H323Call> known = call.filter(current ->
                current.isBy(packet.connection) && (ras.only().isEmpty() || current.has(message.reference())));
        if (!message.ras().isEmpty()) {
            message.ras().forEach(one -> does(gatekeeper.receive(one.toArray(), ras.asked(), Instant.now())));
        } else if (known.isPresent()) {
            known.get().received(message);
        } else if (message.body() instanceof SignallingBody.Setup setup) {
            called(packet.connection, message, setup);
        }
    }

    private void called(TpktSocket connection, SignallingMessage message, SignallingBody.Setup setup)
            throws IOException {
        RoomDevices own = RoomDevices.open(local, user, sources);
        H323Call made = H323Call.answering(line(connection), local, own, message, setup);
        if (call.isPresent() || !gatekeeper.isRegistered()) {
            made.hangUp(ReleaseReason.BUSY);
            made.close();
            return;
        }
        begin(made);
        does(gatekeeper.admit(
                new EndpointCall(
                        identifier(setup),
                        setup.identity().conferenceId(),
                        message.reference().value(),
                        true,
                        setup.parties().called(),
                        setup.parties().caller(),
                        Optional.empty(),
                        BANDWIDTH),
                Instant.now()));
    }

    private void begin(H323Call made) {
        made.devices().picture().lossIndication(() -> mailbox.add(new PicturesMissed()));
        call = Optional.of(made);
    }

    private H323Call.Line line(TpktSocket connection) {
        return new H323Call.Line(connection, !conduct.oneConnection());
    }

    /** Asks whether it may. */
    private void dial(String whom) {
        dialDue = Instant.now().plus(BETWEEN_CALLS);
        EndpointCall wanted = new EndpointCall(
                identifier(),
                identifier(),
                RandomGenerator.getDefault().nextInt(1, END_OF_REFERENCES),
                false,
                List.of(OwnEndpoint.alias(whom)),
                List.of(new AliasAddress.H323Id(user)),
                Optional.empty(),
                BANDWIDTH);
        asked = Optional.of(wanted);
        does(gatekeeper.admit(wanted, Instant.now()));
    }

    private static Octets identifier() {
        byte[] octets = new byte[IDENTIFIER];
        new SecureRandom().nextBytes(octets);
        return Octets.of(octets);
    }

    /** A call that was admitted, unless somebody has called meanwhile. */
    private void place(EndpointCall wanted, InetSocketAddress at) {
        if (call.isPresent()) {
            does(gatekeeper.disengage(wanted.callIdentifier(), Instant.now()));
            return;
        }
        try {
            Optional<TpktSocket> connection =
                    conduct.oneConnection() ? ras.only() : Optional.of(read(TpktSocket.connected(at)));
            if (connection.isPresent()) {
                begin(H323Call.placing(line(connection.get()), local, RoomDevices.open(local, user, sources), wanted));
                call.ifPresent(H323Call::begin);
            }
        } catch (IOException e) {
            LOG.warn("calling {}: {}", at, e.getMessage());
            does(gatekeeper.disengage(wanted.callIdentifier(), Instant.now()));
        }
    }

    private static Octets identifier(SignallingBody.Setup setup) {
        return setup.identity().callIdentifier().orElse(setup.identity().conferenceId());
    }

    private void does(List<ClientAction> actions) {
        actions.forEach(this::act);
    }

    private void act(ClientAction action) {
        switch (action) {
            case ClientAction.Send send -> ras.send(send.octets().toArray(), send.to());
            case ClientAction.Lost lost -> LOG.info("not registered: {}", lost.reason());
            case ClientAction.Admitted admitted
            when isAsked(admitted.call()) -> {
                asked = Optional.empty();
                admitted.confirm().destCallSignalAddress().ifPresent(at -> place(admitted.call(), at));
            }
            case ClientAction.Admitted admitted ->
                call.filter(ringing -> identifier(ringing.setup())
                                .equals(admitted.call().callIdentifier()))
                        .ifPresent(this::answer);
            case ClientAction.Refused refused
            when isAsked(refused.call()) -> {
                asked = Optional.empty();
                LOG.info("may not call: {}", refused.reason());
            }
            case ClientAction.Refused refused ->
                call.filter(ringing -> identifier(ringing.setup())
                                .equals(refused.call().callIdentifier()))
                        .ifPresent(ringing -> ringing.hangUp(ReleaseReason.REJECTED));
            case ClientAction.Drop _ -> call.ifPresent(current -> current.hangUp(ReleaseReason.NORMAL));
            case ClientAction.Registered _ -> LOG.debug("registered");
            case ClientAction.Invited invited ->
                Thread.ofVirtual().name("coming").start(() -> come(invited.call()));
            case ClientAction.BandwidthChanged _, ClientAction.BandwidthRefused _ -> {}
        }
    }

    private boolean isAsked(EndpointCall other) {
        return asked.filter(wanted -> wanted.callIdentifier().equals(other.callIdentifier()))
                .isPresent();
    }

    private void answer(H323Call admitted) {
        if (conduct.picksUp()) {
            admitted.pickUp();
        } else {
            admitted.ring();
        }
    }

    /** Whatever is due by now. */
    private void keepUp() {
        does(gatekeeper.expire(Instant.now()));
        if (call.isEmpty() && asked.isEmpty() && gatekeeper.isRegistered() && !dialDue.isAfter(Instant.now())) {
            conduct.number().ifPresent(this::dial);
        }
        call.ifPresent(current -> {
            current.expire();
            if (!current.isEstablished()) {
                established = System.nanoTime();
            } else if (silence(current) > conduct.mediaTimeout().toNanos()) {
                LOG.info("no media for {} s: hanging up", conduct.mediaTimeout().toSeconds());
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
        ended.released()
                .filter(reason -> !reason.cause().equals(ReleaseReason.NORMAL.cause()))
                .ifPresent(
                        reason -> LOG.info("call ended cause={}", reason.cause().orElse(0)));
        dialDue = Instant.now().plus(BETWEEN_CALLS);
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
