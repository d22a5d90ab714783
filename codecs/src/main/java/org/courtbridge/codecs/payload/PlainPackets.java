package org.courtbridge.codecs.payload;

import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Makes of a stream's packets, in a form that few receivers know, packets that every receiver of the coding knows, each NAL
 * unit in its place in decoding order. One stream's and one thread's.
 */
public sealed interface PlainPackets permits DecodingOrder, PaciUnwrapping {

    /** Takes what comes of it. */
    interface Sink {

        /** @param packet lent until the call returns */
        void packet(RtpPacket packet);
    }

    /** Takes the next packet of the stream; gives on what is due now, which may be nothing, or packets of before. */
    void push(RtpPacket packet, Sink sink);

    /** What comes next has nothing to do with what came before, of which what was held is dropped. */
    void restart();
}
