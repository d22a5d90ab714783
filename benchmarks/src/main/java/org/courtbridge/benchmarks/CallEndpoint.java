package org.courtbridge.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.call.Timers;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h245.AudioCapability;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.H2250Parameters;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.ras.ClientAction;
import org.courtbridge.h323.ras.EndpointCall;
import org.courtbridge.h323.ras.EndpointProfile;
import org.courtbridge.h323.ras.GatekeeperClient;

/** An end of the calls of {@link CallLoad}, in a process of its own: the caller of all of them, or who answers them. */
final class CallEndpoint implements SignallingLoop.Host {

    private static final String CALLEE = "callee";
    private static final Call.Settings SETTINGS = new Call.Settings(true, Optional.of("Room"), Timers.USUAL);
    private static final long BAND_WIDTH = 7_680;

    private final SignallingLoop loop;
    private final boolean caller;
    private final AliasAddress alias;
    private final List<Octets> fastStart;
    private final GatekeeperClient client;
    private final Map<Octets, End> calls = new HashMap<>();
    private long begun;
    private long done;
    private Instant nextLine = Instant.MAX;

    /** One call with its connection. */
    private record End(Call call, SignallingLoop.Connection connection) {}

    private CallEndpoint(SignallingLoop loop, String name, InetSocketAddress gatekeeper) throws IOException {
        this.loop = loop;
        this.caller = !name.equals(CALLEE);
        this.alias = new AliasAddress.H323Id(name);
        OpenLogicalChannel sound = OpenLogicalChannel.forward(
                1,
                new DataType.Audio(new AudioCapability.Frames(AudioCoding.G711_ALAW_64K, 20)),
                H2250Parameters.of(1, loop.rasAddress()));
        this.fastStart = List.of(sound.toFastStart());
        this.client = new GatekeeperClient(
                new EndpointProfile(
                        List.of(gatekeeper),
                        Optional.empty(),
                        loop.rasAddress(),
                        loop.signalAddress(),
                        List.of(alias),
                        RegistrationLoad.TERMINAL,
                        RegistrationLoad.VENDOR,
                        Optional.of(new EndpointProfile.Login(name, "secret-" + name)),
                        Duration.ofHours(1)),
                new Random(name.hashCode()));
    }

    /** @param arguments the endpoint's name, and the gatekeeper's RAS port */
    public static void main(String[] arguments) throws IOException {
        try (SignallingLoop loop = new SignallingLoop()) {
            InetSocketAddress gatekeeper =
                    new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(arguments[1]));
            CallEndpoint endpoint = new CallEndpoint(loop, arguments[0], gatekeeper);
            endpoint.tells(endpoint.client.start(Instant.now()));
            loop.run(endpoint, Instant.now().plus(CallLoad.LONGEST));
        }
    }

    @Override
    public void datagram(byte[] octets, InetSocketAddress from) {
        tells(client.receive(octets, from, Instant.now()));
    }

    private void tells(List<ClientAction> actions) {
        for (ClientAction action : actions) {
            switch (action) {
                case ClientAction.Send(Octets octets, InetSocketAddress to) -> {
                    try {
                        loop.send(octets, to);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                case ClientAction.Registered _ -> registered();
                case ClientAction.Admitted(EndpointCall call, var confirm) -> {
                    if (call.answered()) {
                        Optional.ofNullable(calls.get(call.callIdentifier())).ifPresent(this::answer);
                    } else {
                        place(call, confirm.destCallSignalAddress().orElseThrow());
                    }
                }
                case ClientAction.BandwidthChanged _ -> {}
                case ClientAction.Lost _,
                        ClientAction.Refused _,
                        ClientAction.BandwidthRefused _,
                        ClientAction.Drop _ -> throw new IllegalStateException(action.toString());
            }
        }
    }

    private void registered() {
        System.out.println("registered");
        if (caller) {
            nextLine = Instant.now().plusSeconds(1);
            for (int i = 0; i < CallLoad.OPEN_CALLS; i++) {
                ask();
            }
        }
    }

    private void ask() {
        Octets identifier =
                Octets.of(ByteBuffer.allocate(16).putLong(8, ++begun).array());
        tells(client.admit(
                new EndpointCall(
                        identifier,
                        identifier,
                        reference(),
                        false,
                        List.of(new AliasAddress.H323Id(CALLEE)),
                        List.of(alias),
                        Optional.empty(),
                        BAND_WIDTH),
                Instant.now()));
    }

    private int reference() {
        return (int) (1 + begun % 32_767);
    }

    private void place(EndpointCall wanted, InetSocketAddress to) {
        SignallingBody.Setup setup = new SignallingBody.Setup(
                Optional.of(wanted.callIdentifier()),
                wanted.conferenceId(),
                List.of(alias),
                wanted.destination(),
                Optional.empty(),
                Optional.of("Room"),
                Optional.of(to),
                Optional.empty(),
                fastStart,
                List.of(),
                false,
                12);
        try {
            End end = new End(Call.place(wanted.callReferenceValue(), setup, SETTINGS), loop.connect(to));
            begin(end, Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void accepted(SignallingLoop.Connection connection) {
        connection.serve(message -> called(connection, SignallingMessage.of(message)), () -> {});
    }

    private void called(SignallingLoop.Connection connection, SignallingMessage message) {
        SignallingBody.Setup setup = (SignallingBody.Setup) message.body();
        begin(new End(Call.answering(message, setup, SETTINGS), connection), Optional.of(message));
        Octets identifier = setup.callIdentifier().orElseThrow();
        tells(client.admit(
                new EndpointCall(
                        identifier,
                        setup.conferenceId(),
                        message.reference().value(),
                        true,
                        List.of(alias),
                        setup.caller(),
                        Optional.empty(),
                        BAND_WIDTH),
                Instant.now()));
    }

    private void begin(End end, Optional<SignallingMessage> received) {
        calls.put(end.call.setup().callIdentifier().orElseThrow(), end);
        end.connection.serve(
                message -> does(end, end.call.receive(SignallingMessage.of(message), Instant.now())),
                () -> does(end, end.call.connectionLost()));
        does(end, end.call.begin(received, Instant.now()));
        if (received.isPresent()) {
            does(end, end.call.proceed());
        }
    }

    private void answer(End end) {
        end.call.fastStart(fastStart);
        does(end, end.call.alert());
        does(end, end.call.connect(Instant.now()));
    }

    private void does(End end, List<CallAction> actions) {
        for (CallAction action : actions) {
            switch (action) {
                case CallAction.Send(SignallingMessage message) -> send(end, message.toMessage());
                case CallAction.Connected _ -> does(end, end.call.release(ReleaseReason.NORMAL));
                case CallAction.Released(ReleaseReason reason, boolean byUs) -> released(end, reason, byUs);
                default -> {}
            }
        }
    }

    private static void send(End end, Q931Message message) {
        try {
            end.connection.send(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every call is ended by its caller, when it was connected. */
    private void released(End end, ReleaseReason reason, boolean byUs) {
        if (byUs != caller || !reason.equals(ReleaseReason.NORMAL)) {
            throw new IllegalStateException("released: " + reason);
        }
        Octets identifier = end.call.setup().callIdentifier().orElseThrow();
        calls.remove(identifier);
        tells(client.disengage(identifier, Instant.now()));
        done++;
        try {
            end.connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (caller) {
            ask();
        }
    }

    @Override
    public Optional<Instant> deadline() {
        return Optional.of(client.deadline().filter(nextLine::isAfter).orElse(nextLine));
    }

    @Override
    public void expire() {
        Instant now = Instant.now();
        tells(client.expire(now));
        if (!nextLine.isAfter(now)) {
            System.out.println("calls=" + done);
            nextLine = nextLine.plusSeconds(1);
        }
    }
}
