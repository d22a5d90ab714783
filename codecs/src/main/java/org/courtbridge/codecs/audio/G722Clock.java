package org.courtbridge.codecs.audio;

import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Finds out by which clock a party counts its G.722. RFC 3551, section 4.5.2, has 8,000 units a second, one for each octet; some
 * devices count the samples, of which there are 16,000, whatever they write in their descriptions. Steps between packets that
 * follow each other tell: {@value #ENOUGH} in a row that contradict what is believed turn it over. Allocates nothing.
 */
final class G722Clock {

    private static final int ENOUGH = 4;

    private AudioCodec said = AudioCodec.G722;
    private int rate = AudioCodec.G722.clockRate();
    private int contradictions;
    private long ssrc = -1;
    private int sequence;
    private long timestamp;
    private int length;

    /**
     * Units per second of a packet's timestamp: 8,000 or 16,000.
     *
     * @param codec as it was agreed, which is believed at first
     * @param octets of G.722 in the packet
     */
    int rate(AudioCodec codec, RtpPacket packet, int octets) {
        boolean follows = packet.ssrc() == ssrc && packet.sequenceNumber() == (sequence + 1 & 0xFFFF);
        if (packet.ssrc() != ssrc || codec != said) {
            said = codec;
            rate = codec.clockRate();
            contradictions = 0;
        } else if (follows) {
            learn(packet.timestamp() - timestamp & 0xFFFF_FFFFL);
        }
        ssrc = packet.ssrc();
        sequence = packet.sequenceNumber();
        timestamp = packet.timestamp();
        length = octets;
        return rate;
    }

    private void learn(long step) {
        int shown = step == length
                ? AudioCodec.G722.clockRate()
                : step == 2L * length ? AudioCodec.G722_16K.clockRate() : rate;
        contradictions = shown == rate ? 0 : contradictions + 1;
        if (contradictions == ENOUGH) {
            rate = shown;
            contradictions = 0;
        }
    }
}
