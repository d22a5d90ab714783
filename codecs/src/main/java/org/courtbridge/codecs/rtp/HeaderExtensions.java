package org.courtbridge.codecs.rtp;

import java.util.Arrays;

/** Finds elements of the one-byte and two-byte header extensions (RFC 8285) in place, and adds the one that we send. */
public final class HeaderExtensions {

    private static final int ONE_BYTE = 0xBEDE;
    private static final int TWO_BYTE = 0x1000;
    private static final int STOP = 15;

    /** Bytes that {@link #withTransportSequence} adds. */
    public static final int TRANSPORT_SEQUENCE_BYTES = 8;

    private HeaderExtensions() {}

    /**
     * Finds an element; returns the index of its data in the packet's array.
     *
     * @param id 1 to 14 in the one-byte form, 1 to 255 in the other
     * @param size bytes that the caller will read: a shorter element is not found
     * @return -1 if there is none, or it runs past the extension's end
     */
    public static int find(RtpPacket packet, int id, int size) {
        if (!packet.hasExtension()) {
            return -1;
        }
        int profile = packet.extensionProfile();
        boolean oneByte = profile == ONE_BYTE;
        if (!oneByte && (profile & 0xFFF0) != TWO_BYTE) {
            return -1;
        }
        byte[] bytes = packet.getBuffer();
        int at = packet.extensionDataAt();
        int end = at + packet.extensionDataLength();
        while (at < end) {
            int head = bytes[at++] & 0xFF;
            if (head == 0) {
                continue;
            }
            int elementId = oneByte ? head >> 4 : head;
            if (oneByte && elementId == STOP || !oneByte && at == end) {
                return -1;
            }
            int length = oneByte ? (head & 0x0F) + 1 : bytes[at++] & 0xFF;
            if (at + length > end) {
                return -1;
            }
            if (elementId == id) {
                return length >= size ? at : -1;
            }
            at += length;
        }
        return -1;
    }

    /**
     * Finds the text that an element holds among some; rids and mids are held so (RFC 8852, RFC 9143). Allocates nothing.
     *
     * @param texts in ASCII
     * @return -1 if it holds none of them, or there is no such element
     */
    public static int indexOf(RtpPacket packet, int id, byte[][] texts) {
        int at = find(packet, id, 1);
        if (at < 0) {
            return -1;
        }
        byte[] bytes = packet.getBuffer();
        int length = packet.extensionProfile() == ONE_BYTE ? (bytes[at - 1] & 0x0F) + 1 : bytes[at - 1] & 0xFF;
        for (int i = 0; i < texts.length; i++) {
            if (Arrays.equals(bytes, at, at + length, texts[i], 0, texts[i].length)) {
                return i;
            }
        }
        return -1;
    }

    /** The transport-wide sequence number (draft-holmer-rmcat-transport-wide-cc-extensions), or -1. */
    public static int transportSequence(RtpPacket packet, int id) {
        int at = find(packet, id, 2);
        return at < 0 ? -1 : (packet.getBuffer()[at] & 0xFF) << 8 | packet.getBuffer()[at + 1] & 0xFF;
    }

    /**
     * Copies a packet that has no header extension, and gives the copy a transport-wide sequence number in the one-byte
     * form.
     *
     * @param into an array with room for the packet and {@link #TRANSPORT_SEQUENCE_BYTES} more
     * @param id 1 to 14
     * @param sequence 0 to 65,535
     * @return the length of the copy
     */
    public static int withTransportSequence(RtpPacket packet, byte[] into, int id, int sequence) {
        int header = packet.headerLength();
        packet.readRegionToBuff(0, header, into);
        into[0] |= 0x10;
        into[header] = (byte) (ONE_BYTE >> 8);
        into[header + 1] = (byte) ONE_BYTE;
        into[header + 2] = 0;
        into[header + 3] = 1;
        into[header + 4] = (byte) (id << 4 | 1);
        into[header + 5] = (byte) (sequence >> 8);
        into[header + 6] = (byte) sequence;
        into[header + 7] = 0;
        int rest = packet.getLength() - header;
        System.arraycopy(
                packet.getBuffer(), packet.getOffset() + header, into, header + TRANSPORT_SEQUENCE_BYTES, rest);
        return packet.getLength() + TRANSPORT_SEQUENCE_BYTES;
    }
}
