package org.courtbridge.codecs.payload;

import java.util.Optional;
import org.courtbridge.codecs.rtp.RtpPacket;

/** Puts RTP payloads of H.263 together into pictures, bit by bit where packets share a byte (RFC 2190, RFC 4629). */
final class H263Depacketizer implements PictureDepacketizer {

    private final boolean old;
    private static final byte[] LEFT_OUT = {0, 0};

    private final PictureBuffer picture = new PictureBuffer();
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
        boolean malformed = (flags & PayloadTraits.MALFORMED) != 0;
        if (packet.timestamp() != timestamp) {
            if (!picture.isEmpty()) {
                incomplete++;
            }
            timestamp = packet.timestamp();
            picture.clear();
            sharedBits = 0;
            whole = (flags & (PayloadTraits.IDR | PayloadTraits.DEPENDENT)) != 0;
        } else {
            whole &= follows && !malformed;
        }
        whole = whole && append(bytes, at, length);
        return packet.marker() ? end() : Optional.empty();
    }

    /** @return false if the picture is too long, or packets contradict each other */
    private boolean append(byte[] bytes, int offset, int length) {
        int header = H263Payload.headerLength(old, bytes, offset, length);
        int at = offset + header;
        int count = length - header;
        if (!old) {
            boolean zeros = H263Payload.zerosLeftOut(bytes, offset);
            return picture.append(LEFT_OUT, 0, zeros ? LEFT_OUT.length : 0) && picture.append(bytes, at, count);
        }
        int start = H263Payload.startBits(bytes, offset);
        if (start + sharedBits != 0 && (start + sharedBits != 8 || picture.isEmpty())) {
            // What the packet before said of its last byte, this one contradicts.
            return false;
        }
        if (start != 0) {
            picture.last(picture.last() | bytes[at] & 0xFF >> start);
            at++;
            count--;
        }
        boolean fits = picture.append(bytes, at, count);
        sharedBits = H263Payload.endBits(bytes, offset);
        picture.last(picture.last() & 0xFF << sharedBits);
        return fits;
    }

    private Optional<byte[]> end() {
        Optional<byte[]> complete = whole && !picture.isEmpty() ? Optional.of(picture.toBytes()) : Optional.empty();
        if (complete.isEmpty()) {
            incomplete++;
        }
        picture.clear();
        sharedBits = 0;
        whole = false;
        return complete;
    }

    @Override
    public long incomplete() {
        return incomplete;
    }
}
