package org.courtbridge.media.video.send;

import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.H264Payload;
import org.courtbridge.codecs.payload.PayloadTraits;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.leg.LegMedia.SentVideo;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LossMeter;
import org.courtbridge.media.leg.RateMeter;
import org.courtbridge.media.leg.Still;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.video.ParameterSets;
import org.courtbridge.media.video.Party;
import org.courtbridge.media.video.PictureDescription;
import org.courtbridge.media.video.PicturePacket;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.coded.StillEncoder;
import org.jspecify.annotations.Nullable;

/**
 * One picture that a party sees: whatever source it shows, the party receives one continuous stream, which changes
 * source only at a keyframe. Lives on its transport's event loop; what other threads may call says so.
 *
 * <p>A packet from a source on the same loop is copied once, into the history from which it is also sent; one from
 * another loop is copied once more on the way there.
 */
public final class VideoSender implements VideoSink, PacedTransport.Picture {

    /** Nanoseconds that the first picture may take longer if it is coded here. */
    private static final long TO_BEGIN = VideoSource.SLOW_LOSS_TIMEOUT_NANOS - VideoSource.LOSS_TIMEOUT_NANOS;

    /** Milliseconds for which a keyframe may be under way to a party that says nothing else of it. */
    private static final double LONGEST_ROUND_TRIP = 250;

    /** Whoever agreed to one of these says by itself what it lacks. */
    private static final Set<Feedback> REPAIRS = Set.of(Feedback.NACK, Feedback.PLI, Feedback.FIR);

    private final Party party;
    private final Still standIn;
    private final EventLoop loop;
    private final KeyframeGate gate = new KeyframeGate();
    private final VideoRtpStream stream;
    private final StillPictures stills;
    private final RateMeter rate = new RateMeter();
    private final LossMeter loss = new LossMeter();
    private final ReportedDamage damage = new ReportedDamage();
    private final Handover arrivals;

    private volatile SentVideo agreed;
    private volatile @Nullable VideoSource source;

    /** Takes the source's place at its next keyframe. */
    private @Nullable VideoSource next;

    /** Whether the line must have room again before a keyframe is asked for. */
    private boolean congested;

    /** Whether there must be a way to the party before a keyframe is asked for: one that came earlier would be lost. */
    private boolean early;

    /** Arrival of the source's last packet that the party can take; before the first, the time since which that is awaited. */
    private long lastArrival;

    /** Whether any packet of the source has come, or should have. */
    private boolean started;

    /** Whether the source's pictures have stopped, so that something stands in for them. */
    private boolean lost;

    /** Counts the streams that the source began, and the times that it or the party was let in. */
    private int generation;

    private @Nullable PictureDescription judged;
    private @Nullable PictureFormat format;

    /** Time at which the last keyframe of a source began to go out; the next is its RTP timestamp, -1 before the first. */
    private long lastKeyframe;

    private long keyframeTimestamp = -1;
    private long keyframes;
    private long requests;
    private long dropped;
    private int firSequence = -1;

    private volatile long bitrateCap = Long.MAX_VALUE;

    /**
     * @param standIn what those who are shown stills see while a party's pictures are lost
     * @param stillEncoder of this alone
     */
    public VideoSender(
            Party party,
            SentVideo agreed,
            PacedTransport line,
            Still standIn,
            BridgeClock clock,
            StillEncoder stillEncoder) {
        this.party = party;
        this.standIn = standIn;
        this.agreed = agreed;
        this.loop = line.loop();
        this.stream = new VideoRtpStream(agreed, line, this::mayFlow);
        this.stills = new StillPictures(stream, agreed, clock, stillEncoder, party.guard());
        this.arrivals = new Handover(loop, this::forward);
    }

    /** Follows a new offer and answer for the same stream. What the party wants is known at once. From any thread. */
    public void renegotiated(SentVideo changed) {
        agreed = changed;
        loop.execute(() -> {
            judged = null;
            stills.renegotiated(changed);
        });
    }

    /** Sets the still that the party sees while it sees nobody. From any thread. */
    public void still(Optional<Still> shown) {
        stills.show(shown);
    }

    /**
     * Has the line to the party sent so much for a while, by pictures of ours or packets of no use, to learn whether it carries
     * that; what came of it says {@link PacedTransport#filled}. From any thread.
     *
     * @param bitsPerSecond of everything, with all headers
     * @param lossBefore share of the picture's packets, 0 to 1, that the party misses with less
     */
    public void fill(long bitsPerSecond, double lossBefore) {
        loop.execute(() -> {
            PacedTransport line = stream.line();
            if (transportCcExtension().isPresent()) {
                line.pad(bitsPerSecond, lossBefore);
            } else {
                stills.fill(line.fill(bitsPerSecond, lossBefore, stream.statistics()));
            }
        });
    }

    /** Has our pictures go out evenly from now on, so that they fit through a narrow place on the way. From any thread. */
    public void evenly() {
        loop.execute(stills::evenly);
    }

    /** No more than it needs again. From any thread. */
    public void endFilling() {
        loop.execute(() -> {
            stream.line().endFilling();
            stills.fill(0);
        });
    }

    /** Nothing comes any more. From any thread. */
    public void end() {
        loop.execute(stills::end);
    }

    private boolean mayFlow() {
        VideoSource from = source;
        return stills.flowing() || from != null && from.open() && party.open();
    }

    /** Shows this from its next keyframe on, and nothing until then. From any thread. */
    public void show(Optional<VideoSource> shown, long now) {
        loop.execute(() -> {
            next = null;
            stream.dropWaiting();
            begin(shown.orElse(null), now);
            shown.ifPresentOrElse(
                    wanted -> {
                        stills.expected();
                        early = !stream.line().ready();
                        if (!early) {
                            wanted.keyframeWanted(now);
                        }
                    },
                    stills::begin);
        });
    }

    /** There is a way to the party now, and was none before: what was asked for earlier came in vain. */
    public void ready(long now) {
        assert loop.inEventLoop();
        VideoSource from = source;
        if (early && from != null) {
            from.keyframeWanted(now);
        }
        early = false;
    }

    /** Shows this from its next keyframe on, and until then what was shown before. From any thread. */
    public void change(VideoSource better, long now) {
        loop.execute(() -> {
            next = better == source ? null : better;
            if (next != null) {
                better.keyframeWanted(now);
            }
        });
    }

    private void begin(@Nullable VideoSource shown, long now) {
        source = shown;
        lost = false;
        // What is coded here begins at once, or there is something wrong with it.
        started = shown != null && shown.isCodedHere() && shown.open();
        lastArrival = started ? now + TO_BEGIN : now;
        gate.shut();
        judged = null;
        congested = false;
    }

    /** Whether the feed is what the party sees, or waits for. From any thread. */
    public boolean shows(VideoSource feed) {
        return source == feed;
    }

    /** Whether what the party sees, or waits for, is coded here. From any thread. */
    public boolean showsCoded() {
        VideoSource from = source;
        return from != null && from.isCodedHere();
    }

    @Override
    public boolean takesAtOnce() {
        return false;
    }

    @Override
    public void offer(VideoSource from, PicturePacket packet, long now) {
        if (!from.open() || !party.open()) {
            return;
        }
        arrivals.pass(from, packet, now);
    }

    /** The stages of a packet's way to the party, in their order: each lets it pass, or it ends there. */
    private void forward(VideoSource from, PicturePacket picture, long now) {
        assert loop.inEventLoop();
        takeNextSource(from, picture, now);
        if (from != source || !from.open() || !party.open()) {
            return;
        }
        started = true;
        PictureFormat wanted = judge(from);
        if (wanted != null) {
            arrived(from, picture, now);
        }
        if (!stream.line().ready()) {
            return;
        }
        skipCongestion(from, now);
        skipBreak(from, picture, now);
        RtpPacket packet = picture.rtp();
        if (wanted == null || packet.payloadLength() > VideoRtpStream.MAX_PAYLOAD) {
            gate.shut();
            dropped++;
            return;
        }
        int flags = wanted.inspect(packet.getBuffer(), packet.payloadAt(), packet.payloadLength());
        if (packet.payloadLength() == 0 || (flags & PayloadTraits.MALFORMED) != 0) {
            stream.numbers().leaveOut(packet.sequenceNumber());
            return;
        }
        if (!gate.lets(flags, picture.begins())) {
            return;
        }
        boolean first = gate.isShut();
        if (first) {
            stream.switchSource();
        }
        if (!stream.numbers().accept(packet.sequenceNumber(), packet.timestamp(), picture.playoutTime())) {
            return;
        }
        stills.interrupted();
        if (first && !picture.hasParameters() && wanted.parameterSets().isPresent()) {
            sendParameters(from.parameters(), wanted, picture.playoutTime(), now);
        }
        gate.passed(flags);
        countKeyframe(picture, flags, now);
        send(picture, wanted, flags, now);
    }

    /** Shows what is to take the source's place, from a picture on with which it can begin. */
    private void takeNextSource(VideoSource from, PicturePacket picture, long now) {
        if (from == next
                && picture.begins()
                && from.description().fitting(agreed.formats()).isPresent()) {
            next = null;
            begin(from, now);
            party.picturesChanged();
        }
    }

    private void arrived(VideoSource from, PicturePacket picture, long now) {
        lastArrival = now;
        if (lost) {
            lost = false;
            if (!picture.begins()) {
                from.keyframeWanted(now);
            }
        }
    }

    /** Drops what waits behind a line that is too narrow for it, and goes on with a keyframe when that has room again. */
    private void skipCongestion(VideoSource from, long now) {
        if (stream.isCongested()) {
            stream.dropWaiting();
            gate.shut();
            congested = true;
        }
        if (congested && stream.line().takes(now)) {
            congested = false;
            from.keyframeWanted(now);
        }
    }

    /** Goes on with a keyframe after a break of the source, or of who may be seen. */
    private void skipBreak(VideoSource from, PicturePacket picture, long now) {
        if (isNew(picture.generation() + from.openings() + party.openings())) {
            gate.shut();
            if (!picture.begins()) {
                from.keyframeWanted(now);
            }
        }
    }

    private void countKeyframe(PicturePacket picture, int flags, long now) {
        if ((flags & PayloadTraits.IDR) == 0) {
            return;
        }
        if (picture.rtp().timestamp() != keyframeTimestamp) {
            keyframeTimestamp = picture.rtp().timestamp();
            lastKeyframe = now;
        }
        if (picture.begins()) {
            keyframes++;
        }
    }

    private void send(PicturePacket picture, PictureFormat wanted, int flags, long now) {
        RtpPacket packet = picture.rtp();
        if ((flags & PayloadTraits.AGGREGATE) != 0
                && wanted instanceof H264Format h264
                && h264.packetizationMode() != 1) {
            splitAggregate(packet, wanted, picture.playoutTime(), now);
        } else {
            stream.send(
                    packet.getBuffer(),
                    packet.payloadAt(),
                    packet.payloadLength(),
                    packet.marker(),
                    wanted,
                    picture.playoutTime(),
                    now);
        }
    }

    /**
     * Does the periodic work: shows a still once the source's pictures have stopped, and has a keyframe sent to a party that
     * lacks one and does not ask.
     */
    public void tick(long now) {
        assert loop.inEventLoop();
        VideoSource from = source;
        if (from != null && started && !lost && stills.areShown() && now - lastArrival >= from.lossTimeoutNanos()) {
            lost = true;
            gate.shut();
            stills.standIn(standIn);
        }
        if (damage.needsKeyframe(now)) {
            beginAnew(now);
        }
    }

    private boolean isNew(int current) {
        boolean changed = current != generation;
        generation = current;
        return changed;
    }

    /** The format that these pictures go out in, or null if the party cannot take them. */
    private @Nullable PictureFormat judge(VideoSource from) {
        PictureDescription description = from.description();
        if (description != judged) {
            judged = description;
            format = description.fitting(agreed.formats()).orElse(null);
            bitrateCap = format == null ? Long.MAX_VALUE : Math.min(format.maxBr(), agreed.bitrate());
        }
        return format;
    }

    private void sendParameters(ParameterSets parameters, PictureFormat wanted, long playoutTime, long now) {
        for (int i = 0; parameters.areComplete() && i < parameters.count(); i++) {
            byte[] unit = parameters.unit(i);
            stream.send(unit, 0, unit.length, false, wanted, playoutTime, now);
            stream.numbers().insert();
        }
    }

    /** STAP-A is for packetization mode 1 alone (RFC 6184, section 5.4): in others each unit gets a packet of its own. */
    private void splitAggregate(RtpPacket packet, PictureFormat wanted, long playoutTime, long now) {
        if (!stream.numbers().newest()) {
            dropped++;
            return;
        }
        boolean marker = packet.marker();
        H264Payload.forEachUnit(
                packet.getBuffer(), packet.payloadAt(), packet.payloadLength(), (bytes, at, n, last) -> {
                    stream.send(bytes, at, n, last && marker, wanted, playoutTime, now);
                    if (!last) {
                        stream.numbers().insert();
                    }
                });
    }

    /** The party misses these. */
    public void resend(List<Integer> lost, long now) {
        assert loop.inEventLoop();
        damage.asked();
        if (party.open()) {
            stream.resend(lost, agreed, now);
        }
    }

    /** The party needs a keyframe. From any thread. */
    public void keyframeWanted(long now) {
        if (!loop.inEventLoop()) {
            loop.execute(() -> keyframeWanted(now));
            return;
        }
        requests++;
        damage.asked();
        if (!keyframeIsUnderWay(now)) {
            beginAnew(now);
        }
    }

    /**
     * Whether the last keyframe, whomever it was for, is younger than a round trip: then the party asked before it has seen
     * that one.
     */
    private boolean keyframeIsUnderWay(long now) {
        double millis = Math.min(stream.statistics().roundTrip().orElse(0), LONGEST_ROUND_TRIP);
        return keyframeTimestamp >= 0 && !gate.isShut() && !lost && now - lastKeyframe < millis * 1_000_000;
    }

    private void beginAnew(long now) {
        stills.keyframeWanted();
        VideoSource from = source;
        if (from != null && party.open()) {
            from.keyframeWanted(now);
        }
    }

    /** The party needs a keyframe, unless it only repeats its request (RFC 5104, section 4.3.1.2). */
    public void fullIntraRequest(int sequence, long now) {
        assert loop.inEventLoop();
        if (sequence != firSequence) {
            firSequence = sequence;
            keyframeWanted(now);
        }
    }

    /** Whether the party can take such pictures. From any thread. */
    public boolean fits(PictureDescription description) {
        return description.fitting(agreed.formats()).isPresent();
    }

    /** The reason why it cannot; empty if it can. From any thread. */
    public Optional<PictureMisfit> misfit(PictureDescription description) {
        return description.misfit(agreed.formats());
    }

    /**
     * The best target of pictures coded here for the party; empty if it takes none that we can code, or none so small. From any
     * thread.
     *
     * @param bitsPerSecond that they may take at most
     */
    public Optional<PictureTarget> target(long bitsPerSecond) {
        return PictureTarget.of(agreed.formats(), agreed.bitrate()).flatMap(target -> target.within(bitsPerSecond));
    }

    @Override
    public boolean probe(long now) {
        assert loop.inEventLoop();
        return stream.probe(agreed, now);
    }

    /** From any thread. */
    @Override
    public OptionalInt transportCcExtension() {
        return agreed.transportCcExtension();
    }

    @Override
    public long ssrc() {
        return stream.ssrc();
    }

    public RtpTransport transport() {
        return stream.line();
    }

    /** Heeds what the party reports of this stream. */
    public void reported(ReportBlock block, Instant wall, long now) {
        stream.statistics().reported(block, wall);
        loss.note(stream.statistics().reportedExpected(), stream.statistics().reportedLost(), now);
        if (agreed.feedback().stream().noneMatch(REPAIRS::contains)) {
            damage.reported(stream.statistics().reportedLost());
        }
    }

    public SendingStatistics statistics() {
        return stream.statistics();
    }

    /** bit/s that the party wants at most, whatever its line carries. From any thread. */
    public long agreedBits() {
        return agreed.bitrate();
    }

    @Override
    public long bitrateCap() {
        return bitrateCap;
    }

    public LegStatistics.Stream snapshot(long now) {
        SendingStatistics sent = stream.statistics();
        return new LegStatistics.Stream(
                LegStatistics.Direction.SENT,
                LegStatistics.Medium.VIDEO,
                agreed.slot(),
                format == null ? agreed.formats().getFirst().encodingName() : format.encodingName(),
                sent.packets(),
                sent.octets(),
                rate.bitsPerSecond(sent.octets(), now),
                loss.total(),
                loss.recent(),
                sent.reportedJitter(),
                sent.roundTrip(),
                stream.frames(),
                keyframes + stills.keyframes(),
                requests,
                0,
                0);
    }
}
