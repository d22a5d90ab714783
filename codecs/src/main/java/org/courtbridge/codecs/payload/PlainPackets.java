package org.courtbridge.codecs.payload;

import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a stream's packets, in a form that few receivers know, packets that every receiver of the coding knows, each NAL
 * unit in its place in decoding order. One stream's and one thread's.
 */
public sealed interface PlainPackets permits DecodingOrder, PaciUnwrapping {

    /**
     * Takes the next packet of the stream, of which what comes is to be taken before another one is put.
     *
     * @param packet lent until {@link #next} has given null
     */
    void put(RtpPacket packet);

    /** The next packet that is due, which may be of ones that were put before; null if none is. Lent until the next call. */
    @Nullable
    RtpPacket next();

    /** Begins anew: what comes next has nothing to do with what came before, of which what was held is dropped. */
    void restart();
}
