package org.courtbridge.codecs.payload;

import java.util.Arrays;
import java.util.Optional;
import org.courtbridge.codecs.rtp.RtpPacket;

/** Puts RTP payloads of H.263 together into pictures, bit by bit where packets share a byte (RFC 2190, RFC 4629). */
final class H263Depacketizer implements PictureDepacketizer {

    private final boolean old;
    private byte[] picture = new byte[1 << 14];
    private int size;
    private int sharedBits;
    private int expectedSequence = -1;
    private long timestamp = -1;
    private boolean whole;
    private long incomplete;

    /** @param old whether payloads are of RFC 2190 */
    H263Depacketizer(boolean old) {
        this.old = old;
    }

    @Override
    public Optional<byte[]> push(RtpPacket packet) {
        boolean follows = packet.sequenceNumber() == expectedSequence;
        expectedSequence = packet.sequenceNumber() + 1 & 0xFFFF;
        byte[] bytes = packet.getBuffer();
        int at = packet.payloadAt();
        int length = packet.payloadLength();
        int flags = H263Payload.inspect(old, bytes, at, length);
        boolean malformed = (flags & H264Payload.MALFORMED) != 0;
        if (packet.timestamp() != timestamp) {
            if (size > 0) {
                incomplete++;
            }
            timestamp = packet.timestamp();
            size = 0;
            sharedBits = 0;
            whole = (flags & (H264Payload.IDR | H264Payload.DEPENDENT)) != 0;
        } else {
            whole &= follows && !malformed;
        }
        whole &= size + length + 2 <= MAX_PICTURE;
        if (whole) {
            append(bytes, at, length);
        }
        return packet.marker() ? end() : Optional.empty();
    }

    private void append(byte[] bytes, int offset, int length) {
        int header = H263Payload.headerLength(old, bytes, offset, length);
        int at = offset + header;
        int count = length - header;
        if (size + count + 2 > picture.length) {
            picture = Arrays.copyOf(picture, Math.max(size + count + 2, 2 * picture.length));
        }
        if (!old) {
            if (H263Payload.zerosLeftOut(bytes, offset)) {
                picture[size++] = 0;
                picture[size++] = 0;
            }
            copy(bytes, at, count);
            return;
        }
        int start = H263Payload.startBits(bytes, offset);
        if (start + sharedBits != 0 && (start + sharedBits != 8 || size == 0)) {
            // What the packet before said of its last byte, this one contradicts.
            whole = false;
            return;
        }
        if (start != 0) {
            picture[size - 1] |= (byte) (bytes[at] & 0xFF >> start);
            at++;
            count--;
        }
        copy(bytes, at, count);
        sharedBits = H263Payload.endBits(bytes, offset);
        picture[size - 1] &= (byte) (0xFF << sharedBits);
    }

    private void copy(byte[] bytes, int at, int count) {
        System.arraycopy(bytes, at, picture, size, count);
        size += count;
    }

    private Optional<byte[]> end() {
        Optional<byte[]> complete = whole && size > 0 ? Optional.of(Arrays.copyOf(picture, size)) : Optional.empty();
        if (complete.isEmpty()) {
            incomplete++;
        }
        size = 0;
        sharedBits = 0;
        whole = false;
        return complete;
    }

    @Override
    public long incomplete() {
        return incomplete;
    }
}
