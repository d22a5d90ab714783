package org.courtbridge.media.video.receive;

import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SourceProbation;

/**
 * A source of pictures that may follow on the present one. Keeps its first packet until the second shows that it is one, as
 * a keyframe often begins with it. Allocates only when a packet is longer than all before. One thread's.
 */
final class SsrcChange {

    private final SourceProbation probation = new SourceProbation();
    private final RtpPacket first = new RtpPacket();
    private byte[] bytes = {};

    /** A packet of the present source has come. */
    void present() {
        probation.present();
    }

    /** @return whether a packet of another SSRC than the present one shows that there is a new source */
    boolean passes(RtpPacket packet) {
        if (probation.passes(packet)) {
            return true;
        }
        int length = packet.getLength();
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        packet.readRegionToBuff(0, length, bytes);
        first.wrap(bytes, 0, length);
        return false;
    }

    /** The packet before the one that {@linkplain #passes passed}. */
    RtpPacket first() {
        return first;
    }
}
