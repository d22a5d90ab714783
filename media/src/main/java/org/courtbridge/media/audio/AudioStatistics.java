package org.courtbridge.media.audio;

import java.util.Optional;
import org.courtbridge.codecs.audio.AudioCodec;

/** The sound of one leg in both directions, counted since the leg was added; a snapshot of the last tick. */
public record AudioStatistics(Received received, Sent sent) {

    /**
     * Sound from the party. Counts of packets and the figures for RTCP reception reports (RFC 3550, section 6.4.1)
     * include telephone events, which share the stream's sequence.
     *
     * @param codec what came last
     * @param ssrc of the source, or 0 before the first packet
     * @param packets without duplicates
     * @param bytes of RTP payload
     * @param lost expected less received packets of the present source; negative never, as duplicates do not count
     * @param highestSequence extended highest sequence number received
     * @param jitter interarrival jitter, ms
     * @param jitterTicks interarrival jitter in units of the RTP clock
     * @param frames blocks of 20 ms that were played
     * @param concealedMs sound that was made up
     * @param late packets that came after their time and were not used
     * @param dropped packets that could not be queued, or whose payload type or payload is not what was agreed
     * @param targetDelayMs how much the play-out waits for packets that are late
     * @param level of the last 20 ms, dBov (-127 to 0, RFC 6464)
     */
    public record Received(
            Optional<AudioCodec> codec,
            long ssrc,
            long packets,
            long bytes,
            long lost,
            long highestSequence,
            double jitter,
            long jitterTicks,
            long frames,
            long concealedMs,
            long late,
            long dropped,
            double targetDelayMs,
            int level) {}

    /**
     * Sound to the party; the figures for RTCP sender reports (RFC 3550, section 6.4.1).
     *
     * @param packets handed to the transport
     * @param bytes of RTP payload
     * @param dropped packets that the transport's event loop was too slow to take
     * @param timestamp RTP timestamp of the last packet, 0 to 2^32 - 1
     * @param sentAt {@link System#nanoTime} that belongs to that timestamp
     * @param own whether the party hears a mix encoded for it alone
     */
    public record Sent(
            Optional<AudioCodec> codec,
            long packets,
            long bytes,
            long dropped,
            long timestamp,
            long sentAt,
            boolean own) {}
}
