package org.courtbridge.media.video.send;

import java.util.concurrent.ThreadLocalRandom;
import org.courtbridge.codecs.rtp.PacketHistory;
import org.courtbridge.codecs.rtp.Retransmission;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.leg.LegMedia.SentVideo.Retransmissions;

/**
 * The stream beside one of pictures in which its packets are sent again (RFC 4588), and padding, with numbers of its own. Allocates
 * nothing. One thread's.
 */
final class RetransmissionStream {

    /** Octets of padding that a packet can have at most. */
    private static final int PADDING = 255;

    private final byte[] bytes = new byte[PacketHistory.SLOT + 2];
    private int sequenceNumber = ThreadLocalRandom.current().nextInt(0x8000);

    /**
     * Makes a packet that was sent into its repetition. It is lent until the next call.
     *
     * @return false, with the packet as it was, if repetitions of its payload type were not agreed
     */
    boolean repeat(RtpPacket packet, Retransmissions agreed) {
        Integer payloadType = agreed.payloadTypes().get(packet.payloadType());
        if (payloadType == null) {
            return false;
        }
        int size = Retransmission.pack(packet, bytes, payloadType, agreed.ssrc(), next());
        packet.wrap(bytes, 0, size);
        return true;
    }

    /** Makes the packet one of padding alone. Repetitions must have been agreed. */
    void pad(RtpPacket packet, Retransmissions agreed, long timestamp) {
        int payloadType = agreed.payloadTypes().values().iterator().next();
        Retransmission.packPadding(packet, bytes, PADDING, payloadType, agreed.ssrc(), next(), timestamp);
    }

    private int next() {
        sequenceNumber = sequenceNumber + 1 & 0xFFFF;
        return sequenceNumber;
    }
}
