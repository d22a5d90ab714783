package org.courtbridge.codecs.rtp;

/**
 * Tells a new source from a packet that only claims to be of one: two in sequence are a source (RFC 3550, appendix A.1), so
 * that one forged or misdirected packet changes nothing. For a stream that one source sends at a time. One thread's.
 */
public final class SourceProbation {

    private static final long NOBODY = -1;

    private long ssrc = NOBODY;
    private int expected;

    /** A packet of the present source has come: what others claimed before is forgotten. */
    public void present() {
        ssrc = NOBODY;
    }

    /** @return whether a packet of another SSRC than the present one is the second in sequence */
    public boolean passes(RtpPacket packet) {
        return passes(packet.ssrc(), packet.sequenceNumber());
    }

    /** @return whether a packet of another SSRC than the present one is the second in sequence */
    public boolean passes(long packetSsrc, int sequenceNumber) {
        boolean second = packetSsrc == ssrc && sequenceNumber == expected;
        ssrc = packetSsrc;
        expected = sequenceNumber + 1 & 0xFFFF;
        return second;
    }
}
