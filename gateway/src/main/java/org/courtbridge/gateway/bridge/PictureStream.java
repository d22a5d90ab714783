package org.courtbridge.gateway.bridge;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.rtp.PacketHistory;
import org.courtbridge.codecs.rtp.Retransmission;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.RtpRewriter;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.courtbridge.gateway.bridge.LegMedia.SentVideo;
import org.courtbridge.gateway.transport.RtpTransport;

/**
 * The one continuous stream of RTP that a party receives, whatever source it shows: numbered as one, counted, and kept
 * for a while to be sent again. Allocates nothing. Lives on its transport's event loop.
 */
final class PictureStream {

    /** Packets kept for sending again: some two seconds of 1.5 Mbit/s. */
    private static final int HISTORY = 256;

    /** Bytes of the longest payload that can be sent. */
    static final int MAX_PAYLOAD = PacketHistory.SLOT - RtpPacket.FIXED_HEADER;

    private final RtpTransport transport;
    private final long ssrc;
    private final PacketHistory history;
    private final SendingStatistics statistics;
    private final RtpRewriter numbers = new RtpRewriter(
            PictureSource.CLOCK_RATE,
            ThreadLocalRandom.current().nextInt(0x8000),
            ThreadLocalRandom.current().nextLong(0x8000_0000L));
    private final PictureIds pictureIds = new PictureIds();
    private final RtpPacket outgoing = new RtpPacket();
    private final byte[] repetition = new byte[PacketHistory.SLOT + 2];
    private int repetitionSequence = ThreadLocalRandom.current().nextInt(0x8000);
    private int newestSequence = -1;
    private long lastTimestamp = -1;
    private long frames;
    private long resent;

    PictureStream(SentVideo agreed, RtpTransport transport) {
        this.transport = transport;
        this.ssrc = agreed.ssrc();
        this.history = new PacketHistory(agreed.feedback().contains(LegMedia.Feedback.NACK) ? HISTORY : 1);
        this.statistics = new SendingStatistics(agreed.ssrc(), PictureSource.CLOCK_RATE);
    }

    /** What is sent next is of another source, or of the same one after a break. */
    void switchSource() {
        numbers.switchSource();
        pictureIds.switchSource();
    }

    /** Decides the number and timestamp that {@link #send} gives. */
    RtpRewriter numbers() {
        return numbers;
    }

    /** Sends a payload with the number that was decided last; one of VP8 with the PictureID that goes on from the last. */
    void send(byte[] payload, int offset, int length, boolean marker, PictureFormat format, long now) {
        int sequence = numbers.sequenceNumber();
        long timestamp = numbers.timestamp();
        byte[] slot = history.slot(sequence);
        int size = RtpPacket.FIXED_HEADER + length;
        slot[0] = (byte) 0x80;
        slot[1] = 0;
        System.arraycopy(payload, offset, slot, RtpPacket.FIXED_HEADER, length);
        if (format instanceof Vp8Format) {
            pictureIds.rewrite(slot, RtpPacket.FIXED_HEADER);
        }
        outgoing.wrap(slot, 0, size);
        outgoing.payloadType(format.payloadType());
        outgoing.marker(marker);
        outgoing.sequenceNumber(sequence);
        outgoing.timestamp(timestamp);
        outgoing.ssrc(ssrc);
        history.keep(sequence, size, now);
        countPassedOver(sequence);
        if (timestamp != lastTimestamp) {
            lastTimestamp = timestamp;
            frames++;
        }
        statistics.sent(timestamp, length, now);
        transport.send(outgoing);
    }

    /** What a source lost stays a gap in the numbers, until it comes late. */
    private void countPassedOver(int sequence) {
        int ahead = newestSequence < 0 ? 1 : (short) (sequence - newestSequence);
        statistics.passedOver(ahead > 0 ? ahead - 1 : -1);
        if (ahead > 0) {
            newestSequence = sequence;
        }
    }

    /** Sends again what is still there: in a stream of repetitions where that was agreed (RFC 4588), else as it was. */
    void resend(List<Integer> lost, SentVideo agreed, long now) {
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

    long ssrc() {
        return ssrc;
    }

    RtpTransport transport() {
        return transport;
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
