package org.courtbridge.gateway.bridge;

import io.netty.channel.EventLoop;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.H264Payload;
import org.courtbridge.codecs.payload.SequenceParameterSet;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.NackGenerator;
import org.courtbridge.codecs.rtp.ReceptionStatistics;
import org.courtbridge.codecs.rtp.Retransmission;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.gateway.bridge.LegMedia.KeyframeWay;
import org.courtbridge.gateway.bridge.LegMedia.ReceivedVideo;
import org.courtbridge.gateway.transport.RtpTransport;

/**
 * The pictures that come from one party, on their way to everyone who sees it. Lives on its transport's event loop;
 * what other threads may call says so.
 */
final class PictureSource {

    static final int CLOCK_RATE = 90_000;

    private static final PictureOutput[] NOBODY = {};
    private static final int NOT_REPEATED = -1;
    private static final long NO_SSRC = -1;
    private static final long NEVER = Long.MIN_VALUE;

    /** How often losses are looked at while packets arrive. */
    private static final long NACK_INTERVAL = 5_000_000;

    private static final long USUAL_ROUND_TRIP = 50_000_000;

    /** What a source asks of the association that it arrives by. */
    interface Uplink {

        void askForKeyframe(KeyframeWay way, long ssrc);

        void askForPackets(List<Integer> lost, long ssrc);
    }

    private final BridgeLeg leg;
    private final RtpTransport transport;
    private final EventLoop loop;
    private final Uplink uplink;
    private final Runnable changed;
    private final KeyframeRequester keyframes;
    private final ReceptionStatistics statistics = new ReceptionStatistics(CLOCK_RATE);
    private final RateMeter rate = new RateMeter();
    private final int[] repeats = new int[128];

    private ReceivedVideo agreed;
    private NackGenerator nacks = new NackGenerator();
    private long nextNack;
    private long ssrc = NO_SSRC;
    private int generation;
    private long timestamp = NEVER;
    private long keyframeTimestamp = NEVER;
    private long parametersTimestamp = NEVER;
    private long frameCount;
    private long keyframeCount;
    private long requestCount;
    private long malformed;

    private volatile PictureOutput[] outputs = NOBODY;
    private volatile PictureDescription description;
    private volatile ParameterSets parameters = ParameterSets.NONE;

    /** @param changed runs when {@link #description} has changed */
    PictureSource(BridgeLeg leg, ReceivedVideo agreed, Uplink uplink, Runnable changed) {
        this.leg = leg;
        this.agreed = agreed;
        this.transport = agreed.transport();
        this.loop = transport.loop();
        this.uplink = uplink;
        this.changed = changed;
        this.keyframes = new KeyframeRequester(agreed.keyframeWays());
        this.description = new PictureDescription(anyFormat(agreed), Optional.empty(), false);
        learnRepeats();
    }

    private static H264Format anyFormat(ReceivedVideo agreed) {
        return agreed.formats().entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .orElseThrow(() -> new IllegalArgumentException("received video without a format"))
                .getValue();
    }

    private void learnRepeats() {
        Arrays.fill(repeats, NOT_REPEATED);
        agreed.retransmissions().forEach((payloadType, repeated) -> repeats[payloadType & 0x7F] = repeated);
    }

    /** Follows a new offer and answer for the same stream. */
    void renegotiated(ReceivedVideo changedMedia) {
        assert loop.inEventLoop();
        agreed = changedMedia;
        learnRepeats();
        keyframes.ways(changedMedia.keyframeWays());
    }

    /** A packet of one of the agreed payload types, or one that repeats such. */
    void rtp(RtpPacket packet, long now) {
        assert loop.inEventLoop();
        int repeated = repeats[packet.payloadType()];
        if (repeated != NOT_REPEATED) {
            if (ssrc == NO_SSRC || !Retransmission.unpack(packet, repeated, ssrc)) {
                return;
            }
        } else {
            if (packet.ssrc() != ssrc) {
                begin(packet.ssrc());
            }
            statistics.received(packet.sequenceNumber(), packet.timestamp(), packet.payloadLength(), now);
        }
        nacks.received(packet.sequenceNumber(), now);
        boolean begins = look(packet);
        for (PictureOutput output : outputs) {
            output.offer(this, generation, packet, begins, now);
        }
        askForMissing(now);
    }

    private void begin(long newSsrc) {
        ssrc = newSsrc;
        generation++;
        nacks = new NackGenerator();
        timestamp = NEVER;
        keyframeTimestamp = NEVER;
        parametersTimestamp = NEVER;
        if (outputs.length > 0) {
            keyframes.want();
        }
    }

    /** Learns from the payload; says whether a receiver can begin here. */
    private boolean look(RtpPacket packet) {
        byte[] bytes = packet.getBuffer();
        int at = packet.payloadAt();
        int length = packet.payloadLength();
        if (length == 0) {
            return false;
        }
        int flags = H264Payload.inspect(bytes, at, length);
        if ((flags & H264Payload.MALFORMED) != 0) {
            malformed++;
            return false;
        }
        long packetTimestamp = packet.timestamp();
        if (packetTimestamp != timestamp) {
            timestamp = packetTimestamp;
            frameCount++;
        }
        H264Format format = agreed.formats().get(packet.payloadType());
        if (format != null && format != description.agreed() && !format.equals(description.agreed())) {
            describe(new PictureDescription(format, description.actual(), description.fragmented()));
        }
        if ((flags & H264Payload.FRAGMENT) != 0 && !description.fragmented()) {
            describe(description.withFragments());
        }
        if ((flags & (H264Payload.HAS_SPS | H264Payload.HAS_PPS)) != 0) {
            H264Payload.forEachUnit(bytes, at, length, this::noteUnit);
        }
        boolean begins = false;
        if ((flags & H264Payload.HAS_SPS) != 0) {
            parametersTimestamp = packetTimestamp;
            begins = true;
        }
        if ((flags & H264Payload.IDR) != 0 && packetTimestamp != keyframeTimestamp) {
            keyframeTimestamp = packetTimestamp;
            keyframeCount++;
            keyframes.arrived();
            begins = true;
        }
        return begins;
    }

    private void noteUnit(byte[] bytes, int offset, int length, boolean last) {
        ParameterSets seen = parameters.seen(bytes, offset, length);
        if (seen == parameters) {
            return;
        }
        if (seen.sequence() != parameters.sequence()) {
            try {
                describe(description.with(SequenceParameterSet.parse(bytes, offset, length)));
            } catch (MalformedPacketException e) {
                malformed++;
                return;
            }
        }
        parameters = seen;
    }

    private void describe(PictureDescription changedDescription) {
        description = changedDescription;
        changed.run();
    }

    private void askForMissing(long now) {
        if (!nacks.hasMissing() || now - nextNack < 0) {
            return;
        }
        nextNack = now + NACK_INTERVAL;
        if (!agreed.feedback().contains(LegMedia.Feedback.NACK) || outputs.length == 0) {
            nacks.clear();
            return;
        }
        List<Integer> due = nacks.due(now, USUAL_ROUND_TRIP);
        if (!due.isEmpty()) {
            uplink.askForPackets(due, ssrc);
        }
        if (nacks.takeGivenUp()) {
            keyframes.want();
        }
    }

    /** What has to be done from time to time. */
    void tick(long now) {
        assert loop.inEventLoop();
        askForMissing(now);
        if (outputs.length == 0 || ssrc == NO_SSRC) {
            // Without an SSRC there is nobody to address; the stream's first packet will come first.
            if (outputs.length == 0) {
                keyframes.forget();
            }
            return;
        }
        ask(now);
    }

    private void ask(long now) {
        Optional<KeyframeWay> way = keyframes.due(now);
        if (way.isPresent()) {
            requestCount++;
            uplink.askForKeyframe(way.get(), ssrc);
        }
    }

    /** Somebody needs a keyframe. From any thread. */
    void keyframeWanted(long now) {
        if (!loop.inEventLoop()) {
            loop.execute(() -> keyframeWanted(now));
            return;
        }
        keyframes.want();
        if (ssrc != NO_SSRC) {
            ask(now);
        }
    }

    /** Who sees this; set by the hearing's control thread alone. */
    void outputs(List<PictureOutput> receivers) {
        outputs = receivers.isEmpty() ? NOBODY : receivers.toArray(PictureOutput[]::new);
    }

    /** From any thread. */
    PictureDescription description() {
        return description;
    }

    /** From any thread. */
    ParameterSets parameters() {
        return parameters;
    }

    /** From any thread. */
    BridgeLeg leg() {
        return leg;
    }

    EventLoop loop() {
        return loop;
    }

    /** From any thread. */
    RtpTransport transport() {
        return transport;
    }

    /** Whether the parameter sets came with the picture that this packet belongs to. */
    boolean hasParametersAt(long packetTimestamp) {
        return parametersTimestamp == packetTimestamp;
    }

    ReceivedVideo agreed() {
        return agreed;
    }

    /** Of the party's stream, or -1 before its first packet. */
    long ssrc() {
        return ssrc;
    }

    ReceptionStatistics reception() {
        return statistics;
    }

    /** bit/s that all receivers take. */
    long bitrateCap() {
        long cap = Long.MAX_VALUE;
        for (PictureOutput output : outputs) {
            cap = Math.min(cap, output.bitrateCap());
        }
        return cap;
    }

    LegStatistics.Stream snapshot(long now) {
        return new LegStatistics.Stream(
                LegStatistics.Direction.RECEIVED,
                LegStatistics.Medium.VIDEO,
                "main",
                "H264",
                statistics.packets(),
                statistics.octets(),
                rate.bitsPerSecond(statistics.octets(), now),
                statistics.lost(),
                statistics.jitterMillis(),
                OptionalDouble.empty(),
                frameCount,
                keyframeCount,
                requestCount,
                0,
                0);
    }

    /** Payloads that were no H.264. */
    long malformed() {
        return malformed;
    }
}
