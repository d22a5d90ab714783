package org.courtbridge.media.audio;

import java.util.Optional;
import org.courtbridge.codecs.audio.AudioCodec;

/**
 * The sound of one leg, counted since the leg was added; a snapshot of the last tick.
 *
 * @param ownMix whether the party hears a mix encoded for it alone
 */
public record AudioStatistics(Received received, boolean ownMix) {

    /**
     * Sound from the party. Counts of packets include telephone events, which share the stream's sequence.
     *
     * @param codec of the last packet
     * @param lost expected less received packets of the present source; negative never, as duplicates do not count
     * @param frames blocks of 20 ms that were played
     * @param concealedMs sound that was made up
     * @param dropped packets that could not be queued, or whose payload type or payload is not what was agreed
     * @param level of the last 20 ms, dBov (-127 to 0, RFC 6464)
     * @param loudest level of 20 ms in the last minute
     */
    public record Received(
            Optional<AudioCodec> codec,
            long lost,
            long frames,
            long concealedMs,
            long dropped,
            int level,
            int loudest) {}
}
