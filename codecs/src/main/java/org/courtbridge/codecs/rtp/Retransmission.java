package org.courtbridge.codecs.rtp;

import java.util.Arrays;

/** Packets that repeat another one in a stream of their own (RFC 4588, section 4). */
public final class Retransmission {

    private static final int ORIGINAL_SEQUENCE = 2;

    private Retransmission() {}

    /**
     * Builds the repetition of a packet.
     *
     * @param into an array with room for the packet and two bytes more
     * @return its length
     */
    public static int pack(RtpPacket original, byte[] into, int payloadType, long ssrc, int sequenceNumber) {
        int header = original.headerLength();
        int rest = original.getLength() - header;
        original.readRegionToBuff(0, header, into);
        into[header] = (byte) (original.sequenceNumber() >> 8);
        into[header + 1] = (byte) original.sequenceNumber();
        System.arraycopy(original.getBuffer(), original.getOffset() + header, into, header + ORIGINAL_SEQUENCE, rest);
        into[1] = (byte) (into[1] & 0x80 | payloadType);
        into[2] = (byte) (sequenceNumber >> 8);
        into[3] = (byte) sequenceNumber;
        for (int i = 0; i < 4; i++) {
            into[8 + i] = (byte) (ssrc >> 24 - 8 * i);
        }
        return header + ORIGINAL_SEQUENCE + rest;
    }

    /**
     * Builds a packet that repeats nothing, of padding alone.
     *
     * @param packet becomes it
     * @param into an array with room for it
     * @param padding octets, 1 to 255
     */
    public static void packPadding(
            RtpPacket packet,
            byte[] into,
            int padding,
            int payloadType,
            long ssrc,
            int sequenceNumber,
            long timestamp) {
        int length = RtpPacket.FIXED_HEADER + padding;
        Arrays.fill(into, 0, length, (byte) 0);
        into[0] = (byte) 0xA0;
        into[length - 1] = (byte) padding;
        packet.wrap(into, 0, length);
        packet.payloadType(payloadType);
        packet.sequenceNumber(sequenceNumber);
        packet.timestamp(timestamp);
        packet.ssrc(ssrc);
    }

    /**
     * Makes a repetition into the packet that it repeats, in place.
     *
     * @return false if it is only padding, as bandwidth probes are; the packet is then unchanged
     */
    public static boolean unpack(RtpPacket packet, int payloadType, long ssrc) {
        if (packet.payloadLength() < ORIGINAL_SEQUENCE) {
            return false;
        }
        byte[] bytes = packet.getBuffer();
        int at = packet.payloadAt();
        int sequenceNumber = (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
        int start = packet.getOffset();
        System.arraycopy(bytes, start, bytes, start + ORIGINAL_SEQUENCE, packet.headerLength());
        packet.wrap(bytes, start + ORIGINAL_SEQUENCE, packet.getLength() - ORIGINAL_SEQUENCE);
        packet.payloadType(payloadType);
        packet.ssrc(ssrc);
        packet.sequenceNumber(sequenceNumber);
        return true;
    }
}
