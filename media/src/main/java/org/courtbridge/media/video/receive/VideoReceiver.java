package org.courtbridge.media.video.receive;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.courtbridge.media.leg.LegMedia.ReceivedVideo;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LossMeter;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.video.LipSyncBuffer;
import org.courtbridge.media.video.ParameterSets;
import org.courtbridge.media.video.Party;
import org.courtbridge.media.video.PictureContent;
import org.courtbridge.media.video.PictureDescription;
import org.courtbridge.media.video.PicturePacket;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.VideoSource;

/**
 * The pictures that come from one party, on their way to everyone who sees it. {@link #rtp} and the three methods after it name
 * the stages of a packet's way in their order. A stage takes a packet and gives those that are due, now or, as the receiver's one
 * timer has it, later; it knows neither the stage before nor the one behind. Lives on its transport's event loop; what other
 * threads may call says so.
 */
public final class VideoReceiver implements VideoSource {

    /** Sends a source's requests by the RTP session that it arrives in: for keyframes and for lost packets. */
    public interface Uplink {

        void askForKeyframe(KeyframeRequestMethod way, long ssrc);

        void askForPackets(List<Integer> lost, long ssrc);
    }

    private final Party party;
    private final Runnable changed;
    private final RtpTransport transport;
    private final RepairRequester repair;

    private final FollowedSource source = new FollowedSource();
    private final PlainForm plain = new PlainForm();
    private final MarkerRepair markers = new MarkerRepair();
    private final PictureDescriber describer;
    private final LipSyncBuffer lipSync = new LipSyncBuffer();
    private final LoopTimer timer;
    private final VideoSinks sinks = new VideoSinks();

    private final ReceivedBitrate bitrate = new ReceivedBitrate();
    private final FrameArrivals frames = new FrameArrivals();
    private ReceivedVideo agreed;
    private volatile boolean ended;

    /**
     * @param clock of the packets' arrivals
     * @param changed runs when {@link #description}, or what {@link #flows}, has changed
     */
    VideoReceiver(Party party, ReceivedVideo agreed, Uplink uplink, BridgeClock clock, Runnable changed) {
        this.party = party;
        this.changed = changed;
        this.agreed = agreed;
        this.transport = agreed.transport();
        this.repair = new RepairRequester(agreed.keyframeWays(), uplink);
        this.describer = new PictureDescriber(
                PictureDescription.agreed(anyFormat(agreed)), party.port().clock(), changed);
        this.timer = new LoopTimer(loop(), () -> waited(clock.now()));
        source.retransmissions(agreed.retransmissions());
        describer.content().outOfBand(agreed.parameterSets());
    }

    private static PictureFormat anyFormat(ReceivedVideo agreed) {
        return agreed.formats().values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("received video without a format"));
    }

    /** Follows a new offer and answer for the same stream. */
    void renegotiated(ReceivedVideo changedMedia) {
        assert loop().inEventLoop();
        agreed = changedMedia;
        source.retransmissions(changedMedia.retransmissions());
        describer.content().outOfBand(changedMedia.parameterSets());
        repair.ways(changedMedia.keyframeWays());
    }

    /** A packet of one of the agreed payload types, or one that repeats such. */
    void rtp(RtpPacket packet, long now) {
        assert loop().inEventLoop();
        source.put(packet, now);
        for (RtpPacket followed = source.next(); followed != null; followed = source.next()) {
            if (source.begins()) {
                begin(now);
            }
            pass(followed, now);
        }
    }

    private void pass(RtpPacket packet, long now) {
        if (frames.arrived(packet, now)) {
            changed.run();
        }
        PictureFormat format = describer.content().format(packet.payloadType(), agreed);
        if (plain.countsAnew(format)) {
            source.forgetRepeated();
            begin(now);
        }
        repair.received(packet.sequenceNumber(), now);
        plain.put(packet, format);
        for (RtpPacket single = plain.next(); single != null; single = plain.next()) {
            markers.put(single, format, now);
            passMarked(now);
        }
        askForMissing(now);
        awaitNext(now);
    }

    private void passMarked(long now) {
        for (RtpPacket marked = markers.next(now); marked != null; marked = markers.next(now)) {
            PicturePacket described = describe(marked, markers.arrival());
            sinks.offerAtOnce(this, described, markers.arrival());
            if (!sinks.noneInTime()) {
                lipSync.put(described, markers.arrival());
            }
            passInTime(now);
        }
    }

    private void passInTime(long now) {
        for (PicturePacket due = lipSync.next(now); due != null; due = lipSync.next(now)) {
            sinks.offerInTime(this, due, now);
        }
    }

    /** Passes on what the stages have held and is due now. */
    private void waited(long now) {
        passMarked(now);
        passInTime(now);
        awaitNext(now);
    }

    private void awaitNext(long now) {
        timer.runAfter(Math.min(markers.untilDue(now), lipSync.untilDue(now)), now);
    }

    private PicturePacket describe(RtpPacket packet, long arrival) {
        PicturePacket described = describer.describe(packet, agreed, arrival);
        if (describer.keyframe()) {
            repair.keyframeArrived(arrival);
        }
        return described;
    }

    /** Playout time of a picture that has come, {@link System#nanoTime}. */
    public long playoutTime(long packetTimestamp) {
        assert loop().inEventLoop();
        return describer.playout().playoutTime(packetTimestamp);
    }

    /** Starts anew with the next packet, which has nothing to do with those before. */
    private void begin(long now) {
        lipSync.release();
        passInTime(now);
        describer.restart();
        repair.restart(!sinks.isEmpty());
        plain.restart();
        markers.restart();
    }

    private void askForMissing(long now) {
        boolean useful = !sinks.isEmpty() && agreed.feedback().contains(LegMedia.Feedback.NACK);
        repair.askForMissing(source.ssrc(), useful, now);
    }

    /** Asks for a keyframe, to see how long that takes; only once. From any thread. */
    public void timeKeyframe(long now) {
        repair.timeKeyframe(now);
        keyframeWanted(now);
    }

    /** Empty if none was timed. From any thread. */
    public Optional<Recovery> recovery() {
        return repair.recovery();
    }

    /**
     * A keyframe that was asked for.
     *
     * @param asked when
     * @param took nanoseconds until it began to come; empty if it has not
     */
    public record Recovery(long asked, OptionalLong took) {}

    /** Does the periodic work: measures the bit rate, notes when pictures stop, and asks for lost packets and keyframes. */
    void tick(long now) {
        assert loop().inEventLoop();
        boolean rateChanged = bitrate.tick(source.octets(), now);
        boolean stopped = frames.tick(now);
        if (rateChanged || stopped) {
            changed.run();
        }
        askForMissing(now);
        repair.tick(source.ssrc(), !sinks.isEmpty(), now);
    }

    @Override
    public void keyframeWanted(long now) {
        if (!loop().inEventLoop()) {
            loop().execute(() -> keyframeWanted(now));
            return;
        }
        repair.keyframeWanted(source.ssrc(), now);
    }

    /** bit/s, without a memory; 0 at first. */
    long bitsOfLastSecond() {
        return bitrate.lastSecond();
    }

    /** bit/s that came of late, with a memory for times when there was more to see; 0 at first. From any thread. */
    public long recentBits() {
        return bitrate.recent();
    }

    /** The same as long as the party is not asked to send less; from then on what came before. From any thread. */
    public long unrestrainedBits() {
        return bitrate.unrestrained();
    }

    /** Whether the party is asked to send less; set by the hearing's control thread alone. */
    void restrained(boolean asked) {
        bitrate.restrained(asked);
    }

    @Override
    public long lossTimeoutNanos() {
        return frames.lossTimeoutNanos();
    }

    /** Whether it is somebody's screen, or slides; set by the hearing's control thread alone. */
    void screen(boolean shown) {
        frames.screen(shown);
        sinks.sourceChanged(this);
    }

    /** Whether pictures come. From any thread. */
    public boolean flows() {
        return frames.flows();
    }

    /** Whether anything has ever come. From any thread. */
    boolean hasBegun() {
        return frames.hasBegun();
    }

    /**
     * Size of its pictures, to compare it with other layers of the same party: in macroblocks or, while that is unknown, the
     * bit rate in kbit/s. From any thread.
     */
    public long extent() {
        return description()
                .actual()
                .map(actual -> (long) actual.macroblocksAcross() * actual.macroblocksDown())
                .orElse(bitrate.recent() / 1_000);
    }

    /** Sets the sinks that see this; called by the hearing's control thread alone. */
    public void outputs(List<VideoSink> receivers) {
        sinks.set(receivers);
    }

    @Override
    public PictureDescription description() {
        return describer.content().description();
    }

    @Override
    public ParameterSets parameters() {
        return describer.content().parameters();
    }

    /** The party whose pictures they are. From any thread. */
    public Party party() {
        return party;
    }

    @Override
    public boolean open() {
        return !ended && party.open();
    }

    /** Nothing of it is to be seen any more, for good. From any thread. */
    void end() {
        ended = true;
        sinks.sourceChanged(this);
    }

    /** Whether the party may be seen has changed. From any thread. */
    public void openingChanged() {
        sinks.sourceChanged(this);
    }

    @Override
    public int openings() {
        return party.openings();
    }

    public EventLoop loop() {
        return transport.loop();
    }

    /** From any thread. */
    RtpTransport transport() {
        return transport;
    }

    /** Whether the parameter sets came with the picture that this packet belongs to. */
    public boolean hasParametersAt(long packetTimestamp) {
        return describer.content().hasParametersAt(packetTimestamp);
    }

    ReceivedVideo agreed() {
        return agreed;
    }

    /** Of the party's stream, or -1 before its first packet. */
    long ssrc() {
        return source.ssrc();
    }

    /** Heeds the party's report if it is of this stream. */
    void reported(SenderReport report, long arrival) {
        if (source.reported(report, arrival)) {
            describer.playout().reported(report);
        }
    }

    /** Empty before the first packet. */
    Optional<ReportBlock> report(long now) {
        return source.report(now);
    }

    /** bit/s that all receivers take. */
    long bitrateCap() {
        return sinks.bitrateCap();
    }

    /** @param name of the layer, for statistics */
    LegStatistics.Stream snapshot(String name, long now) {
        LossMeter loss = source.loss(now);
        PictureContent content = describer.content();
        return new LegStatistics.Stream(
                LegStatistics.Direction.RECEIVED,
                LegStatistics.Medium.VIDEO,
                name,
                content.description().agreed().encodingName(),
                new LegStatistics.Stream.Traffic(source.packets(), source.octets(), source.bitsPerSecond(now)),
                new LegStatistics.Stream.Network(
                        loss.total(), loss.recent(), source.jitterMillis(), OptionalDouble.empty()),
                LegStatistics.Stream.Content.ofPictures(
                        content.frames(),
                        content.keyframes(),
                        repair.keyframeRequests(),
                        content.description().agreed().maxFs()),
                Optional.empty());
    }
}
