package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.PicturePacketizer;
import org.courtbridge.codecs.payload.SpropParameterSets;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.courtbridge.media.leg.LegMedia.ReceivedVideo;
import org.courtbridge.media.leg.LegMedia.SentVideo;
import org.courtbridge.media.leg.LegNotice;

/** A room or browser that sends and takes pictures, without a real one's wits. */
public final class PictureParty implements Leg {

    public static final int PAYLOAD_TYPE = 97;
    static final int REPEATS = 98;
    static final int TRANSPORT_CC = 3;
    private static final int ORIENTATION = 4;

    /** RFC 8285, the one-byte form. */
    private static final byte[] ORIENTATION_ELEMENT =
            HexFormat.of().parseHex("bede0001" + "%x0000000".formatted(ORIENTATION));

    /** x264, Constrained Baseline, level 3.0, 640x360: 40 by 23 macroblocks. */
    static final byte[] SPS = HexFormat.of().parseHex("6742c01ed900a02ff970110000030001000003001e0f162e48");

    static final byte[] PPS = HexFormat.of().parseHex("68cb83cb20");

    public final SimulatedTransport transport;
    final List<LegNotice> notices = new ArrayList<>();
    public final List<EndReason> ends = new ArrayList<>();
    int signalledKeyframes;

    /** Whether it fails when it is asked what it is. */
    public boolean faulty;

    /** What it was asked by signalling and has not answered. */
    private final List<Runnable> echoes = new ArrayList<>();

    long ssrc;
    int sequence;
    public long timestamp = 50_000;

    /** What it says of them beside its pictures. */
    Map<Integer, SpropParameterSets> parameterSets = Map.of();

    /** bit/s that it wants at most. */
    long bitrate = Long.MAX_VALUE;

    /** Whether signalling tells it to send less, and what it was told. */
    boolean takesLimits;

    final List<Rate> rates = new ArrayList<>();

    /** As of {@link Leg#pictureRate}. */
    record Rate(long bits, long useful) {}

    /** The sizes that it sends at once, each by a {@link SimulcastLayer}. */
    Optional<LegMedia.Layering> layering = Optional.empty();

    /** Clockwise, that its pictures need, as it says unasked (CVO); -1 if it says nothing of that. */
    int quarterTurns = -1;

    /** Where the payloads are kept that it sends. */
    Optional<List<byte[]>> kept = Optional.empty();

    /** Whether it has a camera. */
    public boolean sends = true;

    /** Whether it takes transport-wide sequence numbers, and says what arrived. */
    public boolean reportsArrivals;

    private final LegId id;
    private final Kind kind;
    private final int pictures;
    private final PictureFormat format;
    private final List<KeyframeRequestMethod> ways;
    private final Set<Feedback> feedback;
    private final byte[] bytes = new byte[1500];
    private final RtpPacket packet = new RtpPacket();

    PictureParty(
            String name,
            Kind kind,
            EventLoop loop,
            int pictures,
            PictureFormat format,
            List<KeyframeRequestMethod> ways,
            Set<Feedback> feedback) {
        this.id = new LegId(name);
        this.kind = kind;
        this.transport = new SimulatedTransport(loop);
        this.pictures = pictures;
        this.format = format;
        this.ways = ways;
        this.feedback = feedback;
        this.ssrc = 1000 + name.hashCode() % 1000;
        this.sequence = 65_500;
    }

    public static PictureParty room(String name, EventLoop loop) {
        return room(name, loop, H264Format.ofLevel(PAYLOAD_TYPE, 66, 0xE0, 31, 1));
    }

    public static PictureParty room(String name, EventLoop loop, PictureFormat format) {
        return new PictureParty(
                name,
                Kind.ROOM,
                loop,
                1,
                format,
                List.of(KeyframeRequestMethod.PLI, KeyframeRequestMethod.FIR, KeyframeRequestMethod.SIGNALLING),
                Set.of(Feedback.PLI));
    }

    static PictureParty browser(String name, EventLoop loop, int pictures) {
        return browser(name, loop, pictures, H264Format.ofLevel(PAYLOAD_TYPE, 66, 0xE0, 31, 1));
    }

    public static PictureParty browser(String name, EventLoop loop, int pictures, PictureFormat format) {
        return new PictureParty(
                name,
                Kind.BROWSER,
                loop,
                pictures,
                format,
                List.of(KeyframeRequestMethod.PLI),
                Set.of(Feedback.values()));
    }

    public LegMedia media() {
        boolean repeats = feedback.contains(Feedback.NACK);
        Map<Integer, Integer> repeating = repeats ? Map.of(PAYLOAD_TYPE, REPEATS) : Map.of();
        return LegMedia.ofPictures(
                Optional.of(new ReceivedVideo(
                                transport,
                                Map.of(PAYLOAD_TYPE, format),
                                repeats ? Map.of(REPEATS, PAYLOAD_TYPE) : Map.of(),
                                feedback,
                                ways,
                                parameterSets,
                                layering,
                                new ReceivedVideo.Extensions(
                                        feedback.contains(Feedback.TRANSPORT_CC)
                                                ? OptionalInt.of(TRANSPORT_CC)
                                                : OptionalInt.empty(),
                                        OptionalInt.of(ORIENTATION))))
                        .filter(any -> sends),
                IntStream.range(0, pictures)
                        .mapToObj(slot -> new SentVideo(
                                transport,
                                slot(slot),
                                sentSsrc(slot),
                                List.of(format),
                                new SentVideo.Retransmissions(sentSsrc(slot) + 100, repeating),
                                feedback,
                                "cname",
                                bitrate,
                                reportsArrivals ? OptionalInt.of(TRANSPORT_CC) : OptionalInt.empty()))
                        .toList());
    }

    /** Its camera, and beside it what another one sends and takes. */
    public LegMedia media(PictureParty content) {
        LegMedia camera = media();
        LegMedia second = content.media();
        SentVideo taken = second.sentVideos().getFirst();
        SentVideo shown = new SentVideo(
                taken.transport(),
                SentVideo.CONTENT,
                taken.ssrc(),
                taken.formats(),
                taken.retransmissions(),
                taken.feedback(),
                taken.cname(),
                Long.MAX_VALUE,
                OptionalInt.empty());
        return new LegMedia(
                Optional.empty(),
                Optional.empty(),
                camera.receivedVideo(),
                List.of(camera.sentVideos().getFirst(), shown),
                List.of(),
                Optional.empty(),
                second.receivedVideo());
    }

    String slot(int number) {
        return kind == Kind.ROOM ? "main" : "v" + number;
    }

    public long sentSsrc(int slot) {
        return 70_000 + 1000L * (id.value().hashCode() % 50) + slot;
    }

    /** SPS, PPS and one IDR slice. */
    void sendKeyframe(long now) {
        timestamp += 6000;
        send(SPS, false, now);
        send(PPS, false, now);
        send(slice(0x65), true, now);
    }

    /** The IDR slice alone. */
    void sendKeyframeUnit(long now) {
        timestamp += 6000;
        send(slice(0x65), true, now);
    }

    void sendPicture(long now) {
        timestamp += 6000;
        send(slice(0x41), true, now);
    }

    private byte[] slice(int header) {
        byte[] slice = new byte[500];
        slice[0] = (byte) header;
        slice[1] = (byte) 0x88;
        slice[2] = (byte) id.value().charAt(0);
        return slice;
    }

    void send(byte[] payload, boolean marker, long now) {
        arrive(payload, payload.length, marker, now);
    }

    /** Sends a picture that was really coded. */
    public void sendCoded(EncodedPicture picture, PicturePacketizer packetizer, long now) {
        timestamp += 3000;
        packetizer.pack(picture, (payload, length, marker) -> arrive(payload, length, marker, now));
    }

    /** What it received in a slot, in order. */
    public List<RtpPacket> received(int slot) {
        return transport.packets().stream()
                .filter(received -> received.ssrc() == sentSsrc(slot))
                .toList();
    }

    private void arrive(byte[] payload, int length, boolean marker, long now) {
        if (kept.isPresent()) {
            kept.get().add(Arrays.copyOf(payload, length));
        }
        bytes[0] = (byte) 0x80;
        int at = RtpPacket.FIXED_HEADER;
        if (marker && quarterTurns >= 0) {
            bytes[0] = (byte) 0x90;
            System.arraycopy(ORIENTATION_ELEMENT, 0, bytes, at, ORIENTATION_ELEMENT.length);
            bytes[at + 5] = (byte) quarterTurns;
            at += ORIENTATION_ELEMENT.length;
        }
        System.arraycopy(payload, 0, bytes, at, length);
        packet.wrap(bytes, 0, at + length);
        packet.payloadType(PAYLOAD_TYPE);
        packet.marker(marker);
        packet.sequenceNumber(sequence);
        sequence = sequence + 1 & 0xFFFF;
        packet.timestamp(timestamp);
        packet.ssrc(ssrc);
        transport.arrive(packet, now);
    }

    /** First letters of the names of those whose slices came in, in order, by slot. */
    String seen(int slot) {
        StringBuilder letters = new StringBuilder();
        for (RtpPacket received : transport.packets()) {
            if (received.ssrc() == sentSsrc(slot) && received.payloadLength() == 500) {
                letters.append((char) received.getBuffer()[received.payloadAt() + 2]);
            }
        }
        return letters.toString();
    }

    Map<String, String> names() {
        return told().map(LegNotice.Pictures::names).orElseGet(LinkedHashMap::new);
    }

    /** What it was told last of its pictures. */
    Optional<LegNotice.Pictures> told() {
        return notices.reversed().stream()
                .filter(LegNotice.Pictures.class::isInstance)
                .map(LegNotice.Pictures.class::cast)
                .findFirst();
    }

    @Override
    public LegId id() {
        return id;
    }

    @Override
    public Kind kind() {
        if (faulty) {
            throw new IllegalStateException("a fault, as a test wants it");
        }
        return kind;
    }

    @Override
    public void end(EndReason reason) {
        ends.add(reason);
    }

    @Override
    public void requestKeyframe() {
        signalledKeyframes++;
    }

    @Override
    public void echo(Runnable answered) {
        assertThat(transport.holdsBack())
                .as("a question overtakes the train before it")
                .isFalse();
        echoes.add(answered);
    }

    /** Answers whatever it was asked by signalling. */
    void answerEchoes() {
        List<Runnable> due = List.copyOf(echoes);
        echoes.clear();
        due.forEach(Runnable::run);
    }

    @Override
    public boolean takesLimits() {
        return takesLimits;
    }

    @Override
    public void pictureRate(long bitsPerSecond, long useful) {
        rates.add(new Rate(bitsPerSecond, useful));
    }

    @Override
    public void notice(LegNotice notice) {
        notices.add(notice);
    }
}
