package org.courtbridge.media.transport;

import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Working space of one event loop: a packet on its way in, and one on its way out while the first is still being
 * handled. A transport uses it within one call and leaves nothing in it.
 */
public final class Scratch {

    /** Room behind the longest datagram for an SRTP tag, an SRTCP index and a key identifier. */
    private static final int GROWTH = 256;

    final byte[] in = new byte[MediaLoops.MAX_LONG_DATAGRAM + GROWTH];
    final RtpPacket packetIn = new RtpPacket();
    final byte[] out = new byte[MediaLoops.MAX_DATAGRAM + GROWTH];
    final RtpPacket packetOut = new RtpPacket();
}
