package org.courtbridge.codecs.payload;

import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Takes the payloads of H.265 out of those that carry additional information beside them (PACI, RFC 7798, section 4.4.4), of
 * which we need none.
 *
 * <pre>
 * |F| 50 (6) | layer (6) | TID (3) |A| type (6) | size (5) |F0-2|Y| size octets | payload without its header |
 * </pre>
 */
final class PaciUnwrapping implements PlainPackets {

    private static final int HEADER = 2;
    private static final byte[] NOTHING = {};

    private final RtpPacket unwrapped = new RtpPacket();

    @Override
    public void push(RtpPacket packet, Sink sink) {
        int at = packet.payloadAt();
        int length = packet.payloadLength();
        if (length <= HEADER || H265Payload.type(packet.getBuffer(), at) != H265Payload.PACI) {
            sink.packet(packet);
            return;
        }
        byte[] plain = unwrap(packet.getBuffer(), at, length);
        if (plain.length == 0) {
            // It counts as malformed.
            sink.packet(packet);
            return;
        }
        int header = packet.headerLength();
        byte[] bytes = new byte[header + plain.length];
        packet.readRegionToBuff(0, header, bytes);
        bytes[0] &= (byte) ~0x20;
        System.arraycopy(plain, 0, bytes, header, plain.length);
        sink.packet(unwrapped.wrap(bytes, 0, bytes.length));
    }

    /** The payload that such a one holds; empty if it holds none. */
    static byte[] unwrap(byte[] bytes, int offset, int length) {
        int before = 2 * HEADER;
        if (length <= before) {
            return NOTHING;
        }
        int fields = (bytes[offset + HEADER] & 0xFF) << 8 | bytes[offset + HEADER + 1] & 0xFF;
        before += fields >> 4 & 0x1F;
        if (length <= before) {
            return NOTHING;
        }
        byte[] plain = new byte[HEADER + length - before];
        // A is the forbidden bit of what is inside, and stands where that is; the layer and TID are the same.
        plain[0] = (byte) (fields >> 8 & 0xFE | bytes[offset] & 0x01);
        plain[1] = bytes[offset + 1];
        System.arraycopy(bytes, offset + before, plain, HEADER, length - before);
        return plain;
    }

    @Override
    public void restart() {
        // Each packet stands alone.
    }
}
