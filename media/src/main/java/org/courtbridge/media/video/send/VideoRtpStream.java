package org.courtbridge.media.video.send;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.rtp.PacketHistory;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.RtpRewriter;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.courtbridge.media.leg.LegMedia.SentVideo;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.video.PicturePacket;

/**
 * The one continuous stream of RTP that a party receives, whatever source it shows: numbered as one, counted, and kept
 * for a while to be sent again. Allocates nothing. Lives on its transport's event loop.
 */
final class VideoRtpStream implements PacedTransport.Waiting {

    /** Packets kept for sending again: some two seconds of 1.5 Mbit/s. */
    private static final int HISTORY = 256;

    /** Packets that wait for their turn at most, all of them kept. */
    private static final int MOST_WAITING = HISTORY - 16;

    /** Longest time that packets may need to go out at the line's pace; what takes longer is too late. */
    private static final long LONGEST_WAIT_MILLIS = 1_000;

    /** Bytes of the longest payload that can be sent, in whatever form a party takes it. */
    static final int MAX_PAYLOAD = PacketHistory.SLOT - RtpPacket.FIXED_HEADER - H264Format.AROUND_UNIT;

    private final PacedTransport line;
    private final long ssrc;
    private final BooleanSupplier mayFlow;
    private final PacketHistory history = new PacketHistory(HISTORY);
    private final SendingStatistics statistics;
    private final RtpRewriter numbers = new RtpRewriter(
            PicturePacket.CLOCK_RATE,
            ThreadLocalRandom.current().nextInt(0x8000),
            ThreadLocalRandom.current().nextLong(0x8000_0000L));
    private final PictureIdRewriter pictureIds = new PictureIdRewriter();
    private final RtpPacket outgoing = new RtpPacket();
    private final SentNumbers sent = new SentNumbers();
    private final WaitingPackets waiting = new WaitingPackets(MOST_WAITING);
    private final RetransmissionStream repetitions = new RetransmissionStream();
    private long lastTimestamp = -1;
    private long frames;
    private long resent;

    /** Whether the line knows that something waits. */
    private boolean lineKnows;

    /** @param mayFlow whether what waits for its turn may still be sent */
    VideoRtpStream(SentVideo agreed, PacedTransport line, BooleanSupplier mayFlow) {
        this.line = line;
        this.ssrc = agreed.ssrc();
        this.mayFlow = mayFlow;
        this.statistics = new SendingStatistics(agreed.ssrc(), PicturePacket.CLOCK_RATE);
    }

    /** Begins with another source, or with the same one after a break, at the next packet. */
    void switchSource() {
        sent.beginAnew();
        numbers.switchSource();
        pictureIds.switchSource();
    }

    /** Decides the number and timestamp that {@link #send} gives. */
    RtpRewriter numbers() {
        return numbers;
    }

    /**
     * Sends a payload with the number that was decided last; one of VP8 or VP9 with the PictureID that goes on from the last, one
     * of H.264 in the packetization mode that the party takes.
     *
     * @param playoutTime when its picture goes with the sound, {@link System#nanoTime}; sender reports say so
     */
    void send(
            byte[] payload, int offset, int length, boolean marker, PictureFormat format, long playoutTime, long now) {
        int sequence = numbers.sequenceNumber();
        long timestamp = numbers.timestamp();
        byte[] slot = history.slot(sequence);
        slot[0] = (byte) 0x80;
        slot[1] = 0;
        int written = write(payload, offset, length, format, sequence, slot);
        int size = RtpPacket.FIXED_HEADER + written;
        pictureIds.rewrite(format, slot, RtpPacket.FIXED_HEADER);
        outgoing.wrap(slot, 0, size);
        outgoing.payloadType(format.payloadType());
        outgoing.marker(marker);
        outgoing.sequenceNumber(sequence);
        outgoing.timestamp(timestamp);
        outgoing.ssrc(ssrc);
        history.keep(sequence, size, now);
        // Numbers of packets that the source lost stay a gap until such a packet comes late.
        statistics.passedOver(sent.sent(sequence));
        if (timestamp != lastTimestamp) {
            lastTimestamp = timestamp;
            frames++;
        }
        statistics.sent(timestamp, written, playoutTime);
        if (waiting.isEmpty() && line.takes(now)) {
            line.send(outgoing, now);
        } else {
            await(sequence, size);
        }
    }

    /** A number that goes on with every packet does for the order of NAL units, too. */
    private static int write(byte[] payload, int offset, int length, PictureFormat format, int sequence, byte[] slot) {
        if (format instanceof H264Format h264) {
            return h264.write(payload, offset, length, sequence, slot, RtpPacket.FIXED_HEADER);
        }
        System.arraycopy(payload, offset, slot, RtpPacket.FIXED_HEADER, length);
        return length;
    }

    private void await(int sequence, int size) {
        if (waiting.isFull()) {
            dropWaiting();
        }
        waiting.add(sequence, size);
        if (!lineKnows) {
            lineKnows = true;
            line.waits(this);
        }
    }

    @Override
    public boolean sendNext(long now) {
        if (!mayFlow.getAsBoolean()) {
            dropWaiting();
        }
        if (!waiting.isEmpty()) {
            int sequence = waiting.removeFirst();
            if (history.recall(sequence, outgoing, now)) {
                waiting.sent(outgoing.getLength());
                line.send(outgoing, now);
            }
        }
        lineKnows = !waiting.isEmpty();
        return lineKnows;
    }

    /** Whether more waits than can be sent while it is of use. */
    boolean isCongested() {
        return waiting.isFull() || waiting.octets() * 8_000 > line.pace() * LONGEST_WAIT_MILLIS;
    }

    /** Drops the packets that wait, and sends none of before again: what comes next depends on none of them. */
    void dropWaiting() {
        sent.dropAll();
        for (int i = 0; i < waiting.count(); i++) {
            history.forget(waiting.get(i));
        }
        statistics.passedOver(waiting.count());
        waiting.clear();
    }

    /**
     * Sends something of no use but to see whether it arrives: the last packet again, or padding.
     *
     * @return false if the party knows no packets that may be superfluous
     */
    boolean probe(SentVideo agreed, long now) {
        if (agreed.retransmissions().payloadTypes().isEmpty()) {
            return false;
        }
        boolean again = waiting.isEmpty() && sent.hasBegun() && history.recall(sent.newest(), outgoing, now);
        if (!again || !repetitions.repeat(outgoing, agreed.retransmissions())) {
            repetitions.pad(outgoing, agreed.retransmissions(), Math.max(0, lastTimestamp));
        }
        line.send(outgoing, now);
        return true;
    }

    /** Sends again what is still there and of use: in a stream of repetitions where that was agreed (RFC 4588), else as it was. */
    void resend(List<Integer> lost, SentVideo agreed, long now) {
        for (int sequence : lost) {
            if (!line.takesAgain(now)) {
                // It would be in the way of what has not been sent at all; the party asks again.
                return;
            }
            if (!sent.isUseful(sequence) || !history.recall(sequence, outgoing, now)) {
                continue;
            }
            resent++;
            repetitions.repeat(outgoing, agreed.retransmissions());
            line.send(outgoing, now);
        }
    }

    long ssrc() {
        return ssrc;
    }

    PacedTransport line() {
        return line;
    }

    SendingStatistics statistics() {
        return statistics;
    }

    /** Pictures of which a packet was sent. */
    long frames() {
        return frames;
    }

    long resent() {
        return resent;
    }
}
