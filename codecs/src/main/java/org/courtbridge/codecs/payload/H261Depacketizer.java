package org.courtbridge.codecs.payload;

import java.util.Optional;
import org.courtbridge.codecs.rtp.RtpPacket;

/** Puts RTP payloads of H.261 together into pictures, bit by bit, for neither need begin or end at a whole byte (RFC 4587). */
final class H261Depacketizer implements PictureDepacketizer {

    private final PictureBuffer picture = new PictureBuffer();
    private byte[] shifted = new byte[2_048];

    /** Bits that the last byte of the picture still has room for, 0 to 7. */
    private int room;

    private int expectedSequence = -1;
    private long timestamp = -1;
    private boolean whole;
    private long incomplete;

    @Override
    public Optional<byte[]> push(RtpPacket packet) {
        boolean follows = packet.sequenceNumber() == expectedSequence;
        expectedSequence = packet.sequenceNumber() + 1 & 0xFFFF;
        byte[] bytes = packet.getBuffer();
        int at = packet.payloadAt();
        int length = packet.payloadLength();
        int flags = H261Payload.inspect(bytes, at, length);
        if (packet.timestamp() != timestamp) {
            if (!picture.isEmpty()) {
                incomplete++;
            }
            timestamp = packet.timestamp();
            picture.clear();
            room = 0;
            whole = (flags & (PayloadTraits.IDR | PayloadTraits.DEPENDENT)) != 0;
        } else {
            whole &= follows && (flags & PayloadTraits.MALFORMED) == 0;
        }
        whole = whole && append(bytes, at, length);
        return packet.marker() ? end() : Optional.empty();
    }

    /** @return false if the picture is too long */
    private boolean append(byte[] bytes, int offset, int length) {
        int from = 8 * (offset + H261Payload.HEADER) + H261Payload.startBits(bytes, offset);
        int end = 8 * (offset + length) - H261Payload.endBits(bytes, offset);
        int filled = Math.min(room, end - from);
        if (filled > 0) {
            int bits = BitCode.bits(bytes, from, end, filled);
            picture.last(picture.last() | bits << room - filled);
            room -= filled;
        }
        int count = (end - from - filled + 7) / 8;
        if (count > shifted.length) {
            shifted = new byte[count];
        }
        for (int i = 0; i < count; i++) {
            shifted[i] = (byte) BitCode.bits(bytes, from + filled + 8 * i, end, 8);
        }
        if (count > 0) {
            room = 8 * count - (end - from - filled);
        }
        return picture.append(shifted, 0, count);
    }

    private Optional<byte[]> end() {
        Optional<byte[]> complete = whole && !picture.isEmpty() ? Optional.of(picture.toBytes()) : Optional.empty();
        if (complete.isEmpty()) {
            incomplete++;
        }
        picture.clear();
        room = 0;
        whole = false;
        return complete;
    }

    @Override
    public long incomplete() {
        return incomplete;
    }
}
