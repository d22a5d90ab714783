package org.courtbridge.media.video.send;

import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

    /** Whoever agreed to one of these says by itself what it lacks. */
    private static final Set<Feedback> REPAIRS = Set.of(Feedback.NACK, Feedback.PLI, Feedback.FIR);

    private final Party party;
    private final Still standIn;
    private final PacketHandoff arrivals;
    private final ShownSource shown = new ShownSource();
    private final FittingFormat format = new FittingFormat();
    private final KeyframeGate gate = new KeyframeGate();
    private final VideoRtpStream stream;
    private final StillPictures stills;
    private final SentKeyframes keyframes = new SentKeyframes();
    private final RateMeter rate = new RateMeter();
    private final LossMeter loss = new LossMeter();

    private volatile SentVideo agreed;

    /** Takes the source's place at its next keyframe. */
    private @Nullable VideoSource next;

    /** Whether the line must have room again before a keyframe is asked for. */
    private boolean congested;

    /** Whether there was a way to the party when that was looked at last: without one, whatever is sent is lost. */
    private boolean reachable = true;

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
        this.stream = new VideoRtpStream(agreed, line, this::mayFlow);
        this.stills = new StillPictures(stream, agreed, clock, stillEncoder, party.guard());
        this.arrivals = new PacketHandoff(line.loop(), clock, this::forward);
    }

    /** Follows a new offer and answer for the same stream. What the party wants is known at once. From any thread. */
    public void renegotiated(SentVideo changed) {
        agreed = changed;
        loop().execute(() -> {
            format.forget();
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
        loop().execute(() -> {
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
        loop().execute(stills::evenly);
    }

    /** No more than it needs again. From any thread. */
    public void endFilling() {
        loop().execute(() -> {
            stream.line().endFilling();
            stills.fill(0);
        });
    }

    /** Nothing comes any more. From any thread. */
    public void end() {
        loop().execute(stills::end);
    }

    private EventLoop loop() {
        return stream.line().loop();
    }

    private boolean mayFlow() {
        VideoSource from = shown.get();
        return stills.flowing() || from != null && from.open() && party.open();
    }

    /** Shows this from its next keyframe on, and nothing until then. From any thread. */
    public void show(Optional<VideoSource> feed, long now) {
        loop().execute(() -> {
            next = null;
            stream.dropWaiting();
            begin(feed.orElse(null), now);
            feed.ifPresentOrElse(
                    wanted -> {
                        stills.expected();
                        reachable = stream.line().ready();
                        if (reachable) {
                            wanted.keyframeWanted(now);
                        }
                    },
                    stills::begin);
        });
    }

    /**
     * There is a way to the party now, with keys, and was none before. Whatever was sent or asked for earlier came in vain, so
     * everything begins with a keyframe: a still, what is coded here, and what is forwarded.
     */
    public void ready(long now) {
        assert loop().inEventLoop();
        reachable = true;
        stream.dropWaiting();
        gate.shut();
        beginAnew(now);
        stills.reached();
        if (next != null) {
            next.keyframeWanted(now);
        }
    }

    /** Shows this from its next keyframe on, and until then what was shown before. From any thread. */
    public void change(VideoSource better, long now) {
        loop().execute(() -> {
            next = better == shown.get() ? null : better;
            if (next != null) {
                better.keyframeWanted(now);
            }
        });
    }

    private void begin(@Nullable VideoSource feed, long now) {
        shown.begin(feed, now);
        gate.shut();
        format.forget();
        congested = false;
    }

    /** Whether the feed is what the party sees, or waits for. From any thread. */
    public boolean shows(VideoSource feed) {
        return shown.get() == feed;
    }

    /** Whether what the party sees, or waits for, is coded here. From any thread. */
    public boolean showsCoded() {
        VideoSource from = shown.get();
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
        assert loop().inEventLoop();
        takeNextSource(from, picture, now);
        if (from != shown.get() || !from.open() || !party.open()) {
            return;
        }
        shown.present();
        PictureFormat wanted = format.judge(from.description(), agreed);
        if (wanted != null && shown.arrived(now) && !picture.begins()) {
            from.keyframeWanted(now);
        }
        if (!stream.line().ready()) {
            return;
        }
        skipCongestion(from, now);
        skipBreak(from, picture, now);
        RtpPacket packet = picture.rtp();
        if (wanted == null || packet.payloadLength() > VideoRtpStream.MAX_PAYLOAD) {
            gate.shut();
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
        keyframes.sent(picture, flags, now);
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
        if (shown.isNew(picture.generation() + from.openings() + party.openings())) {
            gate.shut();
            if (!picture.begins()) {
                from.keyframeWanted(now);
            }
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
     * Does the periodic work: shows a still once the source's pictures have stopped, or do not begin, and has a keyframe sent to a
     * party that lacks one and does not ask, or can be reached again.
     */
    public void tick(long now) {
        assert loop().inEventLoop();
        boolean there = stream.line().ready();
        if (there && !reachable) {
            ready(now);
        }
        reachable = there;
        if (stills.areShown()) {
            if (shown.stops(now)) {
                gate.shut();
                stills.standIn(standIn);
            } else if (shown.isOverdue(now)) {
                stills.begin();
            }
        }
        if (keyframes.isNeeded(now)) {
            beginAnew(now);
        }
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
        assert loop().inEventLoop();
        keyframes.packetsRequested();
        if (party.open()) {
            stream.resend(lost, agreed, now);
        }
    }

    /** The party needs a keyframe. From any thread. */
    public void keyframeWanted(long now) {
        if (!loop().inEventLoop()) {
            loop().execute(() -> keyframeWanted(now));
            return;
        }
        keyframes.requested();
        boolean underWay = !gate.isShut()
                && !shown.isLost()
                && keyframes.isUnderWay(stream.statistics().roundTrip(), now);
        if (!underWay) {
            beginAnew(now);
        }
    }

    private void beginAnew(long now) {
        stills.keyframeWanted();
        VideoSource from = shown.get();
        if (from != null && party.open()) {
            from.keyframeWanted(now);
        }
    }

    /** The party needs a keyframe, unless it only repeats its request (RFC 5104, section 4.3.1.2). */
    public void fullIntraRequest(int sequence, long now) {
        assert loop().inEventLoop();
        if (!keyframes.isRepeated(sequence)) {
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
        assert loop().inEventLoop();
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
            keyframes.reported(stream.statistics().reportedLost());
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
        return format.bitrateCap();
    }

    public LegStatistics.Stream snapshot(long now) {
        SendingStatistics sent = stream.statistics();
        PictureFormat sentFormat = Objects.requireNonNullElseGet(
                format.present(), () -> agreed.formats().getFirst());
        return new LegStatistics.Stream(
                LegStatistics.Direction.SENT,
                LegStatistics.Medium.VIDEO,
                agreed.slot(),
                sentFormat.encodingName(),
                new LegStatistics.Stream.Traffic(sent.packets(), sent.octets(), rate.bitsPerSecond(sent.octets(), now)),
                new LegStatistics.Stream.Network(loss.total(), loss.recent(), sent.reportedJitter(), sent.roundTrip()),
                LegStatistics.Stream.Content.ofPictures(
                        stream.frames(),
                        keyframes.count() + stills.keyframes(),
                        keyframes.requests(),
                        sentFormat.maxFs()),
                Optional.empty());
    }
}
