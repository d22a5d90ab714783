package org.courtbridge.media.pacing;

import org.courtbridge.codecs.rtp.HeaderExtensions;
import org.courtbridge.codecs.rtp.PacketHistory;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Gives packets transport-wide sequence numbers on their way out (draft-holmer-rmcat-transport-wide-cc-extensions-01), in a copy, as
 * they may be sent again with another. Allocates nothing for a packet. One thread's.
 */
final class TransportSequenceNumbers {

    /** Octets of the longest packet that can have one. */
    private static final int LONGEST = PacketHistory.SLOT + 2;

    private final RtpPacket numbered = new RtpPacket();
    private final byte[] bytes = new byte[LONGEST + HeaderExtensions.TRANSPORT_SEQUENCE_BYTES];

    /** @param extension of the number, as agreed; 0 if there is none */
    static boolean canBeGiven(RtpPacket packet, int extension) {
        return extension != 0 && !packet.hasExtension() && packet.getLength() <= LONGEST;
    }

    /** The packet with the number, lent until the next call. It must be one that can be given one. */
    RtpPacket give(RtpPacket packet, int extension, int number) {
        int length = HeaderExtensions.withTransportSequence(packet, bytes, extension, number);
        return numbered.wrap(bytes, 0, length);
    }
}
