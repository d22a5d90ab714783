package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ControlledCall;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.call.Timers;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h245.AudioCapability;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.Capability;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.ConflictRule;
import org.courtbridge.h323.h245.Control;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.Direction;
import org.courtbridge.h323.h245.H2250Capability;
import org.courtbridge.h323.h245.H2250Parameters;
import org.courtbridge.h323.h245.H264Capability;
import org.courtbridge.h323.h245.H264Level;
import org.courtbridge.h323.h245.H264Packetization;
import org.courtbridge.h323.h245.ModeMessage;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h245.RtpPayloadType;
import org.courtbridge.h323.h245.VideoCapability;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.TpktDecoder;

/**
 * A room with a second picture that calls by H.323, with H.245 in the messages of its call: its signalling is the machines of
 * module {@code h323}, its pictures are ffmpeg's. It hears what is sent to it and sends no sound.
 */
final class TwoPictureRoom implements AutoCloseable, ControlledCall.Owner {

    private static final int SOUND = 53_200;
    private static final int CAMERA = 53_210;
    private static final int CONTENT = 53_230;
    private static final int PAYLOAD_TYPE = 109;

    /** Of what the gateway presents. */
    private static final int GATEWAYS_CONTENT = 98;

    private static final Capabilities ABILITIES = abilities();

    private final FilmPort camera;
    private final FilmPort content;
    private final int party;
    private final Socket socket;
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("two-picture-room").factory());
    private final Control control = new Control(
            new Control.Settings(50, Duration.ofSeconds(20), ConflictRule.NONE), RandomGenerator.getDefault());
    private final Call call;
    private final ControlledCall both;
    private final Map<Integer, OpenLogicalChannel> requested = new HashMap<>();
    private final Map<Integer, SplitPort> ports = new HashMap<>();
    private final List<ControlAction> seen = new ArrayList<>();
    private int contentNumber;

    private TwoPictureRoom(Path folder, int party, String number) throws IOException {
        this.party = party;
        camera = new FilmPort(folder, "camera");
        content = new FilmPort(folder, "content");
        socket = new Socket(Scratch.ADDRESS, 1_720);
        Octets identifier =
                Octets.of(("two-picture-room" + party).substring(0, 16).getBytes(StandardCharsets.US_ASCII));
        call = Call.place(
                7,
                SignallingBody.Setup.of(
                        new SignallingBody.Setup.Identity(Optional.of(identifier), identifier),
                        new SignallingBody.Setup.Parties(
                                List.of(new AliasAddress.H323Id("Зал № " + party)),
                                List.of(new AliasAddress.H323Id(number)),
                                Optional.empty(),
                                Optional.of("Zal " + party),
                                Optional.empty()),
                        SignallingBody.Setup.Early.NONE,
                        30_000),
                Call.Settings.of(true, Optional.empty(), Timers.USUAL));
        both = new ControlledCall(call, control, () -> ABILITIES, this);
    }

    private static Capabilities abilities() {
        Direction way = Direction.RECEIVE_AND_TRANSMIT;
        H264Capability h264 = H264Capability.of(20_000, H264Capability.BASELINE, H264Level.L3_1);
        return Capabilities.of(
                new H2250Capability(
                        200, List.of(RtpPayloadType.h264(H264Packetization.NON_INTERLEAVED, Optional.empty()))),
                List.of(new Capability.Audio(
                        Direction.RECEIVE, new AudioCapability.Frames(AudioCoding.G711_ALAW_64K, 60))),
                List.of(new Capability.Video(way, h264)),
                List.of(new Capability.Video(way, VideoCapability.Extended.presentation(List.of(h264)))),
                List.of(new Capability.H239Control()));
    }

    /** Calls, and is in the lobby or the hearing when this returns. @param number with the PIN */
    static TwoPictureRoom call(Court court, int party, String number) throws Exception {
        Path folder = Files.createDirectories(court.folder().resolve("two-pictures" + party));
        TwoPictureRoom room = new TwoPictureRoom(folder, party, number);
        Thread.ofVirtual().start(room::read);
        room.loop.scheduleWithFixedDelay(() -> room.both.expire(Instant.now()), 200, 200, TimeUnit.MILLISECONDS);
        room.does(() -> room.both.does(room.call.begin(Optional.empty(), Instant.now()), Instant.now()));
        Await.until("channels of the room", Court.PATIENCE, () -> room.count(ControlAction.Opened.class) == 1);
        return room;
    }

    private void read() {
        TpktDecoder decoder = new TpktDecoder(TpktDecoder.MAX_CONTENTS);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = socket.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                decoder.take(buffer, 0, count, contents -> loop.execute(() -> received(contents)));
            }
        } catch (IOException _) {
            // The end of the call.
        }
    }

    private void received(byte[] contents) {
        both.does(call.receive(SignallingMessage.of(Q931Message.decode(contents)), Instant.now()), Instant.now());
    }

    private void does(Runnable what) {
        CompletableFuture.runAsync(what, loop).join();
    }

    /** Sends its camera's picture from now on. */
    void showItself() throws IOException, InterruptedException {
        camera.send(CAMERA, PAYLOAD_TYPE, party);
    }

    /** Asks for the token. */
    void asksToPresent() {
        does(() -> {
            contentNumber = control.freeChannel();
            both.controls(control.wantToken(contentNumber, Instant.now()), Instant.now());
        });
    }

    /** Presents a film on a second channel, as it has the token. */
    void presents(int film) throws IOException, InterruptedException {
        asksToPresent();
        int before = count(ControlAction.Opened.class);
        Await.until(
                "the token",
                Court.PATIENCE,
                () -> !seen(ControlAction.TokenHeld.class).isEmpty());
        does(() -> ChannelChoice.presentation(ABILITIES, control.theirs())
                .ifPresent(choice -> open(choice.in(0).toRequest(contentNumber, at(CONTENT + 1), PAYLOAD_TYPE))));
        Await.until("a second channel", Court.PATIENCE, () -> count(ControlAction.Opened.class) > before);
        content.send(CONTENT, PAYLOAD_TYPE, film);
    }

    void presentsNoMore() {
        content.close();
        does(() -> {
            both.controls(control.close(contentNumber, Instant.now()), Instant.now());
            both.controls(control.leaveToken(), Instant.now());
        });
    }

    /** Begins to show what the gateway presents, which must come within ten seconds. */
    void lookAtContent() throws IOException {
        content.look(CONTENT, GATEWAYS_CONTENT);
    }

    /** Until the gateway presents a film to it. */
    void awaitContent(int film) {
        content.awaitFilm(film);
    }

    void closeLooker() {
        content.close();
    }

    /** Channels that the gateway has open to present on. */
    boolean isShownContent() {
        return matching(
                        ControlAction.OpenRequested.class,
                        action -> action.channel().forward().isPresentation())
                > count(ControlAction.IncomingClosed.class);
    }

    int refused() {
        return count(ControlAction.TokenRefused.class);
    }

    int lost() {
        return count(ControlAction.TokenLost.class);
    }

    private <T> List<T> seen(Class<T> kind) {
        synchronized (seen) {
            return seen.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    private int count(Class<?> kind) {
        return seen(kind).size();
    }

    private <T> int matching(Class<T> kind, Predicate<T> which) {
        return (int) seen(kind).stream().filter(which).count();
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(Scratch.ADDRESS, port);
    }

    private static int portOf(OpenLogicalChannel channel) {
        return switch (channel.forward()) {
            case DataType.Audio _ -> SOUND;
            case DataType type -> type.isPresentation() ? CONTENT : CAMERA;
        };
    }

    private void open(OpenLogicalChannel channel) {
        requested.put(channel.forwardNumber(), channel);
        both.controls(control.open(channel, Instant.now()), Instant.now());
    }

    /** Both ways of a stream go by one port of each side. */
    private void carries(int own, InetSocketAddress gateway) {
        ports.computeIfAbsent(own, port -> {
            try {
                return SplitPort.open(port, gateway.getPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void act(CallAction action) {
        if (action instanceof CallAction.Send(SignallingMessage message)) {
            try {
                socket.getOutputStream()
                        .write(TpktDecoder.packet(message.toMessage().encode()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void act(ControlAction action) {
        synchronized (seen) {
            seen.add(action);
        }
        switch (action) {
            case ControlAction.Ready _ ->
                ChannelChoice.between(ABILITIES, control.theirs()).stream()
                        .filter(choice -> choice.sessionId() == ChannelChoice.PICTURES)
                        .forEach(choice -> open(choice.toRequest(control.freeChannel(), at(CAMERA + 1), PAYLOAD_TYPE)));
            case ControlAction.Opened opened -> {
                Optional<OpenLogicalChannel> channel = Optional.ofNullable(requested.get(opened.channel()));
                channel.ifPresent(asked -> opened.media().ifPresent(media -> carries(portOf(asked), media)));
            }
            case ControlAction.OpenRequested wanted -> {
                int own = portOf(wanted.channel());
                wanted.channel()
                        .forwardParameters()
                        .flatMap(H2250Parameters::mediaControlChannel)
                        .filter(_ -> own == CONTENT)
                        .ifPresent(rtcp -> carries(own, at(rtcp.getPort() - 1)));
                both.controls(control.accept(wanted.channel().forwardNumber(), at(own), at(own + 1)), Instant.now());
            }
            case ControlAction.TokenAsked _ -> both.controls(control.answerToken(true, Instant.now()), Instant.now());
            case ControlAction.ModeRequested _ ->
                both.controls(control.rejectMode(ModeMessage.Cause.REQUEST_DENIED), Instant.now());
            default -> {
                // Seen.
            }
        }
    }

    void hangUp() {
        does(() -> both.hangUp(ReleaseReason.NORMAL, Instant.now()));
    }

    @Override
    public void close() throws IOException {
        camera.close();
        content.close();
        loop.shutdownNow();
        ports.values().forEach(SplitPort::close);
        socket.close();
    }
}
