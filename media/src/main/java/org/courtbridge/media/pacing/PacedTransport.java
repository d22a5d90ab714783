package org.courtbridge.media.pacing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.courtbridge.codecs.congestion.FilledLine;
import org.courtbridge.codecs.congestion.ReportEstimator;
import org.courtbridge.codecs.congestion.SendSideEstimator;
import org.courtbridge.codecs.rtp.HeaderExtensions;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.courtbridge.codecs.rtp.TransportFeedback;
import org.courtbridge.media.health.Guard;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegMedia.SentAudio;
import org.courtbridge.media.transport.ForwardingTransport;
import org.courtbridge.media.transport.RtpTransport;

/**
 * The way out to one party: numbers what is sent where the party says what arrives, learns how much it carries, holds
 * bursts of pictures back so that sound never waits behind them, and probes while more is wanted. Of a party that gives
 * receiver reports alone, as rooms do, it learns from those how much it carries of the picture, and holds nothing back
 * before there is a limit. Lives on the transport's event loop; what other
 * threads may call says so. Allocates nothing for a packet.
 */
public final class PacedTransport extends ForwardingTransport {

    /** No limit is known. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** bit/s at which bursts go out as long as no limit is known. */
    private static final long INITIAL_PACING_RATE_BPS = 10_000_000;

    /** Pictures are sent a little faster than they could be for ever, or what once waits would always wait. */
    private static final double PACING_FACTOR = 1.25;

    /** Octets of IPv4, UDP and what SRTP adds. */
    public static final int PACKET_OVERHEAD_OCTETS = 28 + 16;

    /** Of what the line carries, what is left beside the headers of pictures' packets. */
    private static final double PAYLOAD_SHARE = 0.94;

    /** Milliseconds. */
    private static final double MAX_OWED_MILLIS_TO_RESEND = 100;

    /** Octets; for less no probe is sent by itself. */
    private static final long MIN_PROBE_OCTETS = 200;

    private static final int MOST_PROBES_AT_ONCE = 50;

    /** A stream with packets that wait for their turn. */
    public interface Waiting {

        /**
         * Sends the packet that waits longest, if any does.
         *
         * @return whether another one waits
         */
        boolean sendNext(long now);
    }

    /** A stream of pictures that goes this way. */
    public interface Picture {

        /** It is sent with. */
        long ssrc();

        /** Of the header extension by which the party says of each packet when it arrived. */
        OptionalInt transportCcExtension();

        /** Sends something of no use but to see whether it arrives; false if it cannot. */
        boolean probe(long now);
    }

    private final BridgeClock clock;
    private final SendSideEstimator estimator = new SendSideEstimator();
    private final ReportEstimator reports = new ReportEstimator();
    private final Pacer pacer;
    private final TransportSequenceNumbers numbers = new TransportSequenceNumbers();
    private final PictureBitrate pictureBitrate;

    private List<? extends Picture> pictures = List.of();

    /** Of the picture of which receiver reports say what arrives; -1 if there is none, or feedback that says more. */
    private long reportedSsrc = -1;

    private int pictureExtension;

    private final SoundShare sound = new SoundShare();

    private long limit = UNLIMITED;
    private long pictureLimit = UNLIMITED;
    private volatile long wanted;

    private final LineFill fill = new LineFill();

    /**
     * @param guard of the party's leg
     * @param changed runs when {@link #pictureBits} has changed so much that something else fits
     */
    public PacedTransport(RtpTransport transport, BridgeClock clock, Guard guard, Runnable changed) {
        super(transport);
        this.clock = clock;
        this.pictureBitrate = new PictureBitrate(changed);
        this.pacer =
                new Pacer(transport, INITIAL_PACING_RATE_BPS, clock.now(), guard.task(Part.MEDIA_CONTROL, this::work));
    }

    /** Follows a new offer and answer. */
    public void agreed(Optional<SentAudio> sentSound, List<? extends Picture> sentPictures) {
        pictures = sentPictures;
        sound.agreed(sentSound);
        pictureExtension = pictures.stream()
                .mapToInt(picture -> picture.transportCcExtension().orElse(0))
                .max()
                .orElse(0);
        reportedSsrc = pictures.size() == 1 && pictureExtension == 0
                ? pictures.getFirst().ssrc()
                : -1;
    }

    @Override
    public void send(RtpPacket given) {
        send(given, clock.now());
    }

    /** Sends a packet at a time that is known already: asking the clock takes some 2 % of a picture packet's time. */
    public void send(RtpPacket given, long now) {
        boolean isSound = sound.is(given.ssrc());
        RtpPacket packet = isSound ? sound.repeated(given, carried()) : given;
        int extension = isSound ? sound.extension() : pictureExtension;
        int octets = packet.getLength() + PACKET_OVERHEAD_OCTETS;
        fill.sent(packet, octets, now);
        if (!fill.pads()) {
            pacer.sent(octets, now);
        }
        if (isSound) {
            sound.sent(octets);
        } else if (packet.ssrc() == reportedSsrc) {
            reports.sent(packet.sequenceNumber(), octets, now);
        }
        if (!TransportSequenceNumbers.canBeGiven(packet, extension)) {
            transport.send(packet);
            return;
        }
        int number = estimator.sent(octets + HeaderExtensions.TRANSPORT_SEQUENCE_BYTES, now);
        transport.send(numbers.give(packet, extension, number));
    }

    /**
     * The party reports that it lacks so many per cent of the sound. Of most it is known sooner, and without what was lost in
     * a queue that was full for a moment: from what they say of each packet.
     */
    public void losesSound(double perCent) {
        sound.loses(perCent);
    }

    /** Whether bursts of pictures are held back at all. */
    boolean paces() {
        return pictureExtension != 0 || reported() != UNLIMITED;
    }

    /** bit/s of pictures, as receiver reports say; the party's own word is better. A line that is filled is not spared. */
    private long reported() {
        return reportedSsrc == -1 || limit != UNLIMITED || fill.isByPicture() ? UNLIMITED : reports.bitsPerSecond();
    }

    /** Whether a picture's packet may go out now. */
    public boolean takes(long now) {
        return !paces() || pacer.allows(now);
    }

    /** Whether a packet may go out once more: what is missed is worth more than what is new. */
    public boolean takesAgain(long now) {
        return !paces() || pacer.owedMillis(now) <= MAX_OWED_MILLIS_TO_RESEND;
    }

    /** The stream has packets that wait for their turn, and had none before. */
    public void waits(Waiting stream) {
        pacer.waits(stream);
    }

    /** bit/s at which what waits goes out. */
    public long pace() {
        long carried = targetRate();
        return carried == UNLIMITED ? INITIAL_PACING_RATE_BPS : (long) (PACING_FACTOR * carried);
    }

    private void work() {
        long now = clock.now();
        pacer.sendWaiting(now);
        probe(now);
        pad(now);
        if (pacer.hasWaiting() || estimator.probing(now) || fill.isByPadding()) {
            pacer.wakeUp();
        }
    }

    /** Sends the padding that is due while the line is filled by it. */
    private void pad(long now) {
        if (fill.isByPadding() && pictures.isEmpty()) {
            endFilling();
        }
        fill.sendPadding(pictures, now);
    }

    private void probe(long now) {
        for (int i = 0; i < MOST_PROBES_AT_ONCE && estimator.probe(now) >= MIN_PROBE_OCTETS; i++) {
            if (pictures.stream().noneMatch(picture -> picture.probe(now))) {
                return;
            }
        }
    }

    /** The party says what arrived. */
    public void heard(TransportFeedback feedback, long now) {
        estimator.heard(feedback, now);
        fill.heard();
        settle(now);
    }

    /**
     * The party reports of a stream.
     *
     * @param roundTrip milliseconds; NaN if it is not known
     */
    public void heard(ReportBlock block, double roundTrip, long now) {
        fill.reported(block, sound.is(block.ssrc()), sound.bitsPerSecond(), now);
        if (block.ssrc() == reportedSsrc) {
            reports.reported(block, roundTrip, now);
            settle(now);
        }
    }

    /** The party lacks something of its picture. */
    public void keyframeWanted(long now) {
        if (reportedSsrc != -1) {
            reports.keyframeWanted(now);
            settle(now);
        }
    }

    /** Octets of no use to send now, and a sender report behind them, to learn whether the line carries more; mostly 0. */
    public int train(long now) {
        return reported() == UNLIMITED ? 0 : reports.train(now);
    }

    /** They are under way. @param report the middle of the NTP time of the sender report */
    public void trained(int octets, long report, long now) {
        pacer.sent(octets, now);
        reports.trained(octets, report, now);
    }

    /** The question to ask the party by signalling, which it answers at once; empty if nothing is to be asked now. */
    public Optional<ReportEstimator.Question> ask(long now) {
        return reportedSsrc == -1 || limit != UNLIMITED ? Optional.empty() : reports.ask(now);
    }

    /** They are under way. @return the question's number */
    public int asked(int octets, long now) {
        pacer.sent(octets, now);
        return reports.asked(octets, now);
    }

    /** The party's answer has come. */
    public void answered(int question, long now) {
        reports.answered(question, now);
        settle(now);
    }

    /** Whether the party has to tell of the last sender report before it gets another. */
    public boolean awaitsReport(long now) {
        return reported() != UNLIMITED && reports.isAwaited(now);
    }

    /** The party is somewhere else. */
    public void moved(long now) {
        estimator.moved(now);
    }

    /** The party wants no more than so many bit/s (draft-alvestrand-rmcat-remb). */
    public void limited(long bitsPerSecond, long now) {
        limit = bitsPerSecond;
        settle(now);
    }

    /** The party wants no more than so many bit/s of pictures, with their headers (RFC 5104, section 4.2.1). */
    public void limitedPictures(long bitsPerSecond, long now) {
        pictureLimit = bitsPerSecond;
        settle(now);
    }

    private long carried() {
        long carried = Math.min(estimator.bitsPerSecond(), limit);
        return carried == SendSideEstimator.UNKNOWN ? UNLIMITED : carried;
    }

    /** bit/s of everything at which pictures may go out. */
    private long targetRate() {
        return Math.min(carried(), reported());
    }

    private void settle(long now) {
        long carried = carried();
        pacer.rate(pace(), now);
        long beside = carried == UNLIMITED ? UNLIMITED : Math.max(0, carried - sound.bitsPerSecond());
        long most = Math.min(Math.min(beside, pictureLimit), reported());
        long left = most == UNLIMITED ? UNLIMITED : (long) (PAYLOAD_SHARE * most);
        pictureBitrate.settle(left, !estimator.exploring(), now);
    }

    /** Does what has to be done from time to time. */
    public void tick(long now) {
        sound.tick(estimator.lost(), now);
        long payload = wanted;
        estimator.wanted(paces() && payload > 0 ? (long) (payload / PAYLOAD_SHARE) + sound.bitsPerSecond() : 0);
        reports.wanted((long) (payload / PAYLOAD_SHARE));
        if (paces() && estimator.probe(now) > 0 || estimator.probing(now)) {
            pacer.wakeUp();
        }
        settle(now);
    }

    /**
     * From now on a picture takes as much as the line is to carry.
     *
     * @param bitsPerSecond of everything
     * @param lossBefore share of the picture's packets, 0 to 1, that the party misses with less
     * @return what is left of it for the picture, within what the party wants at most
     */
    public long fill(long bitsPerSecond, double lossBefore, SendingStatistics picture) {
        fill.begin(lossBefore, picture);
        return Math.max(1, Math.min(Math.min(bitsPerSecond, limit) - sound.bitsPerSecond(), pictureLimit));
    }

    /**
     * From now on so much is sent, whatever there is to send: the rest is of no use, and no picture takes more.
     *
     * @param bitsPerSecond of everything
     * @param lossBefore share of the packets, 0 to 1, that the party misses with less
     */
    public void pad(long bitsPerSecond, double lossBefore) {
        long now = clock.now();
        estimator.fills(fill.pad(bitsPerSecond, lossBefore, now));
        pacer.wakeUp();
    }

    /** No more is sent than there is to send, and the picture takes no more than it needs again. */
    public void endFilling() {
        fill.end();
        estimator.fills(null);
    }

    /** The result of filling the line, with the sound; empty before it is known. From any thread. */
    public Optional<FilledLine.Result> filled() {
        return fill.result();
    }

    /** bit/s that the line carries of pictures. From any thread. */
    public long pictureBits() {
        return pictureBitrate.told();
    }

    /** The pictures would take so much, bit/s, if the line carried everything. From any thread. */
    public void wanted(long bitsPerSecond) {
        wanted = bitsPerSecond;
    }
}
