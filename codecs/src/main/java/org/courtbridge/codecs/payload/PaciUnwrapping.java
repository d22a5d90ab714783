package org.courtbridge.codecs.payload;

import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

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

    private @Nullable RtpPacket ready;

    @Override
    public void put(RtpPacket packet) {
        int at = packet.payloadAt();
        int length = packet.payloadLength();
        ready = packet;
        if (length <= HEADER || H265Payload.type(packet.getBuffer(), at) != H265Payload.PACI) {
            return;
        }
        byte[] plain = unwrap(packet.getBuffer(), at, length);
        if (plain.length == 0) {
            // It counts as malformed.
            return;
        }
        int header = packet.headerLength();
        byte[] bytes = new byte[header + plain.length];
        packet.readRegionToBuff(0, header, bytes);
        bytes[0] &= (byte) ~0x20;
        System.arraycopy(plain, 0, bytes, header, plain.length);
        ready = unwrapped.wrap(bytes, 0, bytes.length);
    }

    @Override
    public @Nullable RtpPacket next() {
        RtpPacket packet = ready;
        ready = null;
        return packet;
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
        ready = null;
    }
}
