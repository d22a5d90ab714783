package org.courtbridge.codecs.rtp;

/** Finds elements of the one-byte and two-byte header extensions (RFC 8285) in place. */
public final class HeaderExtensions {

    private static final int ONE_BYTE = 0xBEDE;
    private static final int TWO_BYTE = 0x1000;
    private static final int STOP = 15;

    private HeaderExtensions() {}

    /**
     * Where the data of an element begin in the packet's array.
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

    /** The transport-wide sequence number (draft-holmer-rmcat-transport-wide-cc-extensions), or -1. */
    public static int transportSequence(RtpPacket packet, int id) {
        int at = find(packet, id, 2);
        return at < 0 ? -1 : (packet.getBuffer()[at] & 0xFF) << 8 | packet.getBuffer()[at + 1] & 0xFF;
    }
}
