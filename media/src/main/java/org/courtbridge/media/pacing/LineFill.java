package org.courtbridge.media.pacing;

import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.congestion.FilledLine;
import org.courtbridge.codecs.congestion.PaddedPathProbe;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Has a line filled as far as it is to carry, to learn whether it does: by a picture that takes so much, of which receiver reports say
 * what arrives, or by padding to a party that says so of each packet. Lives on the transport's event loop, but for {@link #result}.
 */
final class LineFill {

    /** Packets of a stream that has only begun: a keyframe or two, beside the thousand by which a line is filled. */
    private static final int FEW_PACKETS = 200;

    private static final int MOST_PADDING_AT_ONCE = 50;

    /** Watches the receiver reports while a picture fills the line; null while none does. */
    private @Nullable FilledLine line;

    /** SSRC of the picture that fills the line, or did last; -1 before the first. */
    private long ssrc = -1;

    /** Null while no padding fills the line. */
    private @Nullable Padding padding;

    /** While what is sent is padding. */
    private boolean pads;

    /** The last report of a picture. */
    private @Nullable ReportBlock lastReport;

    private volatile Optional<FilledLine.Result> result = Optional.empty();

    /**
     * From now on a picture takes as much as the line is to carry.
     *
     * @param lossBefore share of the picture's packets, 0 to 1, that the party misses with less
     */
    void begin(double lossBefore, SendingStatistics picture) {
        Optional<ReportBlock> before =
                Optional.ofNullable(lastReport).filter(report -> report.ssrc() == picture.ssrc());
        boolean begins = before.isEmpty() && picture.packets() <= FEW_PACKETS;
        line = new FilledLine(before, begins, lossBefore, picture.roundTrip().orElse(0));
        ssrc = picture.ssrc();
    }

    /**
     * From now on padding makes up for what there is to send.
     *
     * @param bitsPerSecond of everything
     * @param lossBefore share of the packets, 0 to 1, that the party misses with less
     * @return is told what becomes of each packet
     */
    PaddedPathProbe pad(long bitsPerSecond, double lossBefore, long now) {
        PaddedPathProbe probe = new PaddedPathProbe(lossBefore, now);
        padding = new Padding(probe, bitsPerSecond, now);
        return probe;
    }

    void end() {
        line = null;
        padding = null;
    }

    /** Whether a picture fills the line. */
    boolean isByPicture() {
        return line != null;
    }

    /** Whether padding fills the line. */
    boolean isByPadding() {
        return padding != null;
    }

    /** Whether what is sent now is padding, for which no picture waits. */
    boolean pads() {
        return pads;
    }

    /** A packet goes out. @param octets with all headers */
    void sent(RtpPacket packet, int octets, long now) {
        if (padding != null) {
            padding.octets += octets;
        }
        if (line != null && packet.ssrc() == ssrc) {
            line.sent(packet.sequenceNumber(), octets, now);
        }
    }

    /** Sends the padding that is due. */
    void sendPadding(List<? extends PacedTransport.Picture> pictures, long now) {
        pads = true;
        for (int i = 0; i < MOST_PADDING_AT_ONCE && padding != null && padding.isDue(now); i++) {
            if (pictures.stream().noneMatch(picture -> picture.probe(now))) {
                break;
            }
        }
        pads = false;
    }

    /** The party has said what arrived of each packet. */
    void heard() {
        if (padding != null) {
            result = padding.probe.result();
        }
    }

    /**
     * The party reports of a stream.
     *
     * @param isSound of its sound, and not of a picture
     * @param soundBits bit/s of the sound beside a picture that fills the line
     */
    void reported(ReportBlock block, boolean isSound, long soundBits, long now) {
        if (!isSound) {
            lastReport = block;
        }
        if (line != null && block.ssrc() == ssrc) {
            line.reported(block, now);
            result = line.result()
                    .map(known -> new FilledLine.Result(
                            known.bitsPerSecond() + soundBits, known.isFull(), known.isInDoubt()));
        }
    }

    /** The result, with the sound; empty before it is known. From any thread. */
    Optional<FilledLine.Result> result() {
        return result;
    }

    /** The bit rate at which padding fills the line, and the octets that count as sent since then, whatever they were. */
    private static final class Padding {

        /** Parts of a second. */
        private static final int CATCHES_UP = 20;

        private final PaddedPathProbe probe;
        private final long bitsPerSecond;
        private final long from;
        private long octets;

        Padding(PaddedPathProbe probe, long bitsPerSecond, long from) {
            this.probe = probe;
            this.bitsPerSecond = bitsPerSecond;
            this.from = from;
        }

        /**
         * Whether more is to be sent now. Of a pause of ours, at most 50 ms are made up for: more would overflow the queue
         * before the line.
         */
        boolean isDue(long now) {
            long due = (long) (bitsPerSecond * (now - from) / 8e9);
            octets = Math.max(octets, due - bitsPerSecond / (8 * CATCHES_UP));
            return octets < due;
        }
    }
}
