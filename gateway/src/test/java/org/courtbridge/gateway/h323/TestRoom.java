package org.courtbridge.gateway.h323;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.call.Timers;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.Control;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.ControlMessage;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.FastStart;
import org.courtbridge.h323.h245.MiscellaneousCommand;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.TpktDecoder;

/** A room that calls by H.323, over real connections, without sound and picture. One thread, the test's, does everything. */
final class TestRoom implements AutoCloseable {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    static final Octets CALL = Octets.ofHex("00112233445566778899aabbccddeeff");
    private static final FastStart.Ports SOUND = ports(41_000);
    private static final FastStart.Ports PICTURES = ports(41_002);

    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> closing = new ArrayList<>();
    private final Socket signalling;
    private final List<OpenLogicalChannel> proposals;
    private final Control control = new Control(Control.Settings.GATEWAY, new Random(1));
    private final Call call;
    private Optional<Socket> connection = Optional.empty();

    /** What was seen, in order. */
    final List<Object> seen = new ArrayList<>();

    private TestRoom(InetAddress from, int port, String dialled, boolean tunnelling, boolean fastStart)
            throws IOException {
        signalling = new Socket(HERE, port, from, 0);
        closing.add(signalling);
        proposals = fastStart
                ? FastStart.propose(
                        Codings.ours(), Map.of(ChannelChoice.SOUND, SOUND, ChannelChoice.PICTURES, PICTURES))
                : List.of();
        SignallingBody.Setup setup = new SignallingBody.Setup(
                Optional.of(CALL),
                CALL,
                List.of(new AliasAddress.H323Id("Зал 1")),
                dialled.isEmpty() ? List.of() : List.of(new AliasAddress.H323Id(dialled)),
                Optional.empty(),
                Optional.of("Zal 1"),
                Optional.empty(),
                Optional.empty(),
                proposals.stream().map(OpenLogicalChannel::toFastStart).toList(),
                List.of(),
                false,
                30);
        call = Call.place(5, setup, new Call.Settings(tunnelling, Optional.empty(), Timers.USUAL));
    }

    private static FastStart.Ports ports(int rtp) {
        return new FastStart.Ports(new InetSocketAddress(HERE, rtp), new InetSocketAddress(HERE, rtp + 1));
    }

    /** @param dialled such as "100**246810"; empty for the address alone */
    static TestRoom call(int port, String dialled, boolean tunnelling, boolean fastStart) throws IOException {
        return call(HERE, port, dialled, tunnelling, fastStart);
    }

    /** @param from the room's own address */
    static TestRoom call(InetAddress from, int port, String dialled, boolean tunnelling, boolean fastStart)
            throws IOException {
        TestRoom room = new TestRoom(from, port, dialled, tunnelling, fastStart);
        room.read(room.signalling, room::signalled);
        room.does(room.call.begin(Optional.empty(), Instant.now()));
        return room;
    }

    /** Goes on until it holds, at most ten seconds. */
    void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            Runnable event =
                    events.poll(Math.min(50, (deadline - System.nanoTime()) / 1_000_000), TimeUnit.MILLISECONDS);
            if (event != null) {
                event.run();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen; seen so far: "
                        + seen.stream()
                                .map(one -> one.getClass().getSimpleName())
                                .toList());
            }
        }
    }

    void awaitSeen(Class<?> kind) throws InterruptedException {
        await(() -> seen.stream().anyMatch(kind::isInstance));
    }

    <T> List<T> seen(Class<T> kind) {
        return seen.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    void press(UserInputIndication keys) {
        controls(control.press(keys));
    }

    void wantsKeyframe(int channel) {
        controls(control.command(channel, new MiscellaneousCommand.FastUpdatePicture()));
    }

    void hangUp() {
        does(call.release(ReleaseReason.NORMAL));
    }

    private interface Taker {
        void take(byte[] contents);
    }

    private void read(Socket socket, Taker taker) {
        Thread.ofVirtual().start(() -> {
            TpktDecoder decoder = new TpktDecoder();
            byte[] buffer = new byte[1 << 16];
            try (InputStream in = socket.getInputStream()) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    decoder.take(buffer, 0, count, contents -> events.add(() -> taker.take(contents)));
                }
            } catch (IOException e) {
                events.add(() -> seen.add(e));
            }
        });
    }

    private void send(Socket socket, byte[] contents) {
        byte[] packet = new byte[4 + contents.length];
        packet[0] = 3;
        packet[2] = (byte) (packet.length >> 8);
        packet[3] = (byte) packet.length;
        System.arraycopy(contents, 0, packet, 4, contents.length);
        try {
            socket.getOutputStream().write(packet);
        } catch (IOException e) {
            seen.add(e); // the gateway has closed it, as it may at any time
        }
    }

    private void signalled(byte[] contents) {
        SignallingMessage message = SignallingMessage.of(Q931Message.decode(contents));
        seen.add(message.body());
        does(call.receive(message, Instant.now()));
    }

    private void does(List<CallAction> actions) {
        for (CallAction action : actions) {
            seen.add(action);
            switch (action) {
                case CallAction.Send send ->
                    send(signalling, send.message().toMessage().encode());
                case CallAction.ControlOpen _ -> controls(control.start(Codings.ours(), Instant.now()));
                case CallAction.ControlReceived received -> received.messages().forEach(this::controlled);
                case CallAction.ConnectControl connect -> connect(connect.address());
                case CallAction.ListenForControl _ -> listen();
                case CallAction.SendControl send ->
                    send.messages().forEach(one -> send(connection.orElseThrow(), one.toArray()));
                default -> {
                    // Nothing to do.
                }
            }
        }
    }

    private void connect(InetSocketAddress address) {
        try {
            Socket made = new Socket(address.getAddress(), address.getPort());
            closing.add(made);
            connection = Optional.of(made);
            read(made, contents -> controlled(Octets.of(contents)));
            does(call.controlConnected(false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try {
            ServerSocket server = new ServerSocket(0, 1, HERE);
            closing.add(server);
            Thread.ofVirtual().start(() -> {
                try {
                    Socket made = server.accept();
                    events.add(() -> {
                        closing.add(made);
                        connection = Optional.of(made);
                        read(made, contents -> controlled(Octets.of(contents)));
                        does(call.controlConnected(true));
                    });
                } catch (IOException e) {
                    events.add(() -> seen.add(e));
                }
            });
            does(call.listening(new InetSocketAddress(HERE, server.getLocalPort())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void controlled(Octets message) {
        ControlMessage decoded = ControlMessage.decode(message);
        seen.add(decoded);
        controls(control.receive(decoded, Instant.now()));
    }

    private void controls(List<ControlAction> actions) {
        for (ControlAction action : actions) {
            seen.add(action);
            switch (action) {
                case ControlAction.Send send ->
                    does(call.control(List.of(send.message().encode())));
                case ControlAction.OpenRequested wanted -> {
                    FastStart.Ports own = wanted.channel().forward() instanceof DataType.Audio ? SOUND : PICTURES;
                    controls(control.accept(wanted.channel().forwardNumber(), own.media(), own.mediaControl()));
                }
                case ControlAction.Ready _ -> {
                    if (proposals.isEmpty()) {
                        ChannelChoice.between(Codings.ours(), control.theirs())
                                .forEach(choice -> controls(control.open(
                                        choice.toRequest(control.freeChannel(), SOUND.mediaControl(), 100),
                                        Instant.now())));
                    }
                }
                default -> {
                    // Nothing to do.
                }
            }
        }
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable one : closing) {
            one.close();
        }
    }
}
