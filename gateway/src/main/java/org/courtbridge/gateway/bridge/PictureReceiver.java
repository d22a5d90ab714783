package org.courtbridge.gateway.bridge;

import org.courtbridge.codecs.rtp.RtpPacket;

/** Takes the packets of a {@link PictureFeed}: a party that sees it, or what decodes it to be coded anew. */
sealed interface PictureReceiver permits PictureOutput, PictureDecoding {

    /**
     * A packet of a feed, on the thread that gives the feed's packets; the packet is unchanged afterwards.
     *
     * @param fromGeneration changes when what comes next has nothing to do with what came before
     * @param begins whether a receiver can begin here
     */
    void offer(PictureFeed from, int fromGeneration, RtpPacket packet, boolean begins, long now);

    /** bit/s at most that it takes. From any thread. */
    long bitrateCap();
}
