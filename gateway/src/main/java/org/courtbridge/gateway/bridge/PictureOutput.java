package org.courtbridge.gateway.bridge;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.H264Payload;
import org.courtbridge.codecs.rtp.PacketHistory;
import org.courtbridge.codecs.rtp.Retransmission;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.RtpRewriter;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.courtbridge.gateway.bridge.LegMedia.SentVideo;
import org.courtbridge.gateway.transport.RtpTransport;
import org.jspecify.annotations.Nullable;

/**
 * One picture that a party sees: whatever source it shows, the party receives one continuous stream, which changes
 * source only at a keyframe. Lives on its transport's event loop; what other threads may call says so.
 *
 * <p>A packet from a source on the same loop is copied once, into the history from which it is also sent; one from
 * another loop is copied once more on the way there.
 */
final class PictureOutput {

    /** Packets kept for sending again: some two seconds of 1.5 Mbit/s. */
    private static final int HISTORY = 256;

    /** Packets on their way from other loops at most; a loop that far behind would only send what is too late. */
    private static final int MAX_IN_FLIGHT = 512;

    private enum State {
        /** Sends nothing until a keyframe. */
        WAITING,
        /** Parameter sets were sent; what follows must be a keyframe. */
        BEGINNING,
        FLOWING
    }

    private final BridgeLeg leg;
    private final EventLoop loop;
    private final RtpTransport transport;
    private final long ssrc;
    private final RtpRewriter rewriter = new RtpRewriter(
            PictureSource.CLOCK_RATE,
            ThreadLocalRandom.current().nextInt(0x8000),
            ThreadLocalRandom.current().nextLong(0x8000_0000L));
    private final PacketHistory history;
    private final SendingStatistics statistics;
    private final RateMeter rate = new RateMeter();
    private final RtpPacket outgoing = new RtpPacket();
    private final RtpPacket arrived = new RtpPacket();
    private final byte[] repetition = new byte[PacketHistory.SLOT + 2];
    private final AtomicInteger inFlight = new AtomicInteger();

    private volatile SentVideo agreed;
    private @Nullable PictureSource source;
    private State state = State.WAITING;

    /** Counts the streams that the source began, and the times that it or the party was let in. */
    private int generation;

    private int repetitionSequence = ThreadLocalRandom.current().nextInt(0x8000);

    private @Nullable PictureDescription judged;
    private @Nullable H264Format format;

    private long lastTimestamp = -1;
    private long frames;
    private long keyframes;
    private long requests;
    private long resent;
    private long dropped;
    private int firSequence = -1;
    private volatile long bitrateCap = Long.MAX_VALUE;

    PictureOutput(BridgeLeg leg, SentVideo agreed, RtpTransport transport) {
        this.leg = leg;
        this.agreed = agreed;
        this.transport = transport;
        this.loop = transport.loop();
        this.ssrc = agreed.ssrc();
        this.history = new PacketHistory(agreed.feedback().contains(LegMedia.Feedback.NACK) ? HISTORY : 1);
        this.statistics = new SendingStatistics(agreed.ssrc(), PictureSource.CLOCK_RATE);
    }

    /** Follows a new offer and answer for the same stream. */
    void renegotiated(SentVideo changed) {
        assert loop.inEventLoop();
        agreed = changed;
        judged = null;
    }

    /** Shows another party's picture from its next keyframe on. From any thread. */
    void show(Optional<PictureSource> shown, long now) {
        loop.execute(() -> {
            source = shown.orElse(null);
            state = State.WAITING;
            judged = null;
            shown.ifPresent(wanted -> wanted.keyframeWanted(now));
        });
    }

    /** A packet of a source, which lives on the calling loop; the packet is unchanged afterwards. */
    void offer(PictureSource from, int fromGeneration, RtpPacket packet, boolean begins, long now) {
        if (!from.leg().open() || !leg.open()) {
            return;
        }
        boolean hasParameters = from.hasParametersAt(packet.timestamp());
        if (loop.inEventLoop()) {
            forward(from, fromGeneration, packet, begins, hasParameters, now);
            return;
        }
        if (inFlight.incrementAndGet() > MAX_IN_FLIGHT) {
            inFlight.decrementAndGet();
            return;
        }
        byte[] copy = new byte[packet.getLength()];
        packet.readRegionToBuff(0, copy.length, copy);
        loop.execute(() -> {
            inFlight.decrementAndGet();
            if (from.leg().open() && leg.open()) {
                forward(from, fromGeneration, arrived.wrap(copy, 0, copy.length), begins, hasParameters, now);
            }
        });
    }

    private void forward(
            PictureSource from, int fromGeneration, RtpPacket packet, boolean begins, boolean hasParameters, long now) {
        assert loop.inEventLoop();
        if (from != source) {
            return;
        }
        int current = fromGeneration + from.leg().openings() + leg.openings();
        if (current != generation) {
            generation = current;
            state = State.WAITING;
            if (!begins) {
                from.keyframeWanted(now);
            }
        }
        H264Format wanted = judge(from);
        int length = packet.payloadLength();
        if (wanted == null || length > PacketHistory.SLOT - RtpPacket.FIXED_HEADER) {
            state = State.WAITING;
            dropped++;
            return;
        }
        int flags = H264Payload.inspect(packet.getBuffer(), packet.payloadAt(), length);
        if (length == 0 || (flags & H264Payload.MALFORMED) != 0) {
            rewriter.leaveOut(packet.sequenceNumber());
            return;
        }
        if (!mayPass(flags, begins)) {
            return;
        }
        boolean first = state == State.WAITING;
        if (first) {
            rewriter.switchSource();
        }
        if (!rewriter.accept(packet.sequenceNumber(), packet.timestamp(), now)) {
            return;
        }
        if (first && !hasParameters) {
            sendParameters(from.parameters(), wanted, now);
        }
        advance(flags, begins);
        if ((flags & H264Payload.AGGREGATE) != 0 && wanted.packetizationMode() == 0) {
            splitAggregate(packet, wanted, now);
        } else {
            send(packet.getBuffer(), packet.payloadAt(), length, packet.marker(), wanted, now);
        }
    }

    /** The format that these pictures go out in, or null if the party cannot take them. */
    private @Nullable H264Format judge(PictureSource from) {
        PictureDescription description = from.description();
        if (description != judged) {
            judged = description;
            format = description.fitting(agreed.formats()).orElse(null);
            bitrateCap = format == null ? Long.MAX_VALUE : format.maxBr();
        }
        return format;
    }

    private boolean mayPass(int flags, boolean begins) {
        if (state == State.BEGINNING && (flags & H264Payload.DEPENDENT) != 0 && (flags & H264Payload.IDR) == 0) {
            // Parameter sets repeated before an ordinary picture: not yet the place to begin.
            state = State.WAITING;
        }
        return state != State.WAITING || begins;
    }

    private void advance(int flags, boolean begins) {
        if ((flags & H264Payload.IDR) != 0) {
            state = State.FLOWING;
            if (begins) {
                keyframes++;
            }
        } else if (state == State.WAITING) {
            state = State.BEGINNING;
        }
    }

    private void sendParameters(ParameterSets parameters, H264Format wanted, long now) {
        byte[] sequence = parameters.sequence();
        byte[] picture = parameters.picture();
        if (sequence.length == 0 || picture.length == 0) {
            return;
        }
        send(sequence, 0, sequence.length, false, wanted, now);
        rewriter.insert();
        send(picture, 0, picture.length, false, wanted, now);
        rewriter.insert();
    }

    /** STAP-A is not for packetization mode 0 (RFC 6184, section 6.2): each unit gets a packet of its own. */
    private void splitAggregate(RtpPacket packet, H264Format wanted, long now) {
        if (!rewriter.newest()) {
            dropped++;
            return;
        }
        boolean marker = packet.marker();
        H264Payload.forEachUnit(
                packet.getBuffer(), packet.payloadAt(), packet.payloadLength(), (bytes, at, n, last) -> {
                    send(bytes, at, n, last && marker, wanted, now);
                    if (!last) {
                        rewriter.insert();
                    }
                });
    }

    private void send(byte[] payload, int offset, int length, boolean marker, H264Format wanted, long now) {
        int sequence = rewriter.sequenceNumber();
        long timestamp = rewriter.timestamp();
        byte[] slot = history.slot(sequence);
        int size = RtpPacket.FIXED_HEADER + length;
        slot[0] = (byte) 0x80;
        slot[1] = 0;
        System.arraycopy(payload, offset, slot, RtpPacket.FIXED_HEADER, length);
        outgoing.wrap(slot, 0, size);
        outgoing.payloadType(wanted.payloadType());
        outgoing.marker(marker);
        outgoing.sequenceNumber(sequence);
        outgoing.timestamp(timestamp);
        outgoing.ssrc(ssrc);
        history.keep(sequence, size, now);
        if (timestamp != lastTimestamp) {
            lastTimestamp = timestamp;
            frames++;
        }
        statistics.sent(timestamp, length, now);
        transport.send(outgoing);
    }

    /** The party misses these. */
    void resend(List<Integer> lost, long now) {
        assert loop.inEventLoop();
        if (!leg.open()) {
            return;
        }
        for (int sequence : lost) {
            if (!history.recall(sequence, outgoing, now)) {
                continue;
            }
            resent++;
            Integer payloadType = agreed.retransmissionPayloadType().get(outgoing.payloadType());
            if (payloadType != null) {
                repetitionSequence = repetitionSequence + 1 & 0xFFFF;
                int size = Retransmission.pack(
                        outgoing, repetition, payloadType, agreed.retransmissionSsrc(), repetitionSequence);
                outgoing.wrap(repetition, 0, size);
            }
            transport.send(outgoing);
        }
    }

    /** The party needs a keyframe. From any thread. */
    void keyframeWanted(long now) {
        if (!loop.inEventLoop()) {
            loop.execute(() -> keyframeWanted(now));
            return;
        }
        requests++;
        if (source != null && leg.open()) {
            source.keyframeWanted(now);
        }
    }

    /** The party needs a keyframe, unless it only repeats its request (RFC 5104, section 4.3.1.2). */
    void fullIntraRequest(int sequence, long now) {
        assert loop.inEventLoop();
        if (sequence != firSequence) {
            firSequence = sequence;
            keyframeWanted(now);
        }
    }

    /** Whether the party can take such pictures. From any thread. */
    boolean fits(PictureDescription description) {
        return description.fitting(agreed.formats()).isPresent();
    }

    long ssrc() {
        return ssrc;
    }

    RtpTransport transport() {
        return transport;
    }

    SendingStatistics statistics() {
        return statistics;
    }

    /** bit/s at most that the party takes of what is shown. From any thread. */
    long bitrateCap() {
        return bitrateCap;
    }

    /** Packets that the party could not have taken. */
    long dropped() {
        return dropped;
    }

    long resent() {
        return resent;
    }

    LegStatistics.Stream snapshot(long now) {
        return new LegStatistics.Stream(
                LegStatistics.Direction.SENT,
                LegStatistics.Medium.VIDEO,
                agreed.slot(),
                "H264",
                statistics.packets(),
                statistics.octets(),
                rate.bitsPerSecond(statistics.octets(), now),
                statistics.reportedLost(),
                statistics.reportedJitter(),
                statistics.roundTrip(),
                frames,
                keyframes,
                requests,
                0,
                0);
    }
}
