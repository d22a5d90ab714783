package org.courtbridge.codecs.payload;

import java.util.Optional;
import org.courtbridge.codecs.rtp.RtpPacket;

/** Puts RTP payloads of H.264 together into pictures (RFC 6184, section 7.1). */
public final class H264Depacketizer implements PictureDepacketizer {

    private static final byte[] START_CODE = {0, 0, 0, 1};

    private final PictureBuffer picture = new PictureBuffer();
    private int expectedSequence = -1;
    private long timestamp;
    private boolean damaged;
    private boolean inFragment;
    private long incomplete;

    @Override
    public Optional<byte[]> push(RtpPacket packet) {
        boolean gap = expectedSequence >= 0 && packet.sequenceNumber() != expectedSequence;
        expectedSequence = packet.sequenceNumber() + 1 & 0xFFFF;
        if (packet.timestamp() != timestamp) {
            // The last packet of the picture before was lost, or nobody set its marker.
            if (!picture.isEmpty()) {
                incomplete++;
            }
            begin(packet.timestamp());
        }
        damaged |= gap;
        append(packet.getBuffer(), packet.payloadAt(), packet.payloadLength());
        if (!packet.marker()) {
            return Optional.empty();
        }
        boolean whole = !damaged && !inFragment && !picture.isEmpty();
        Optional<byte[]> complete = whole ? Optional.of(picture.toBytes()) : Optional.empty();
        if (!whole) {
            incomplete++;
        }
        begin(timestamp);
        return complete;
    }

    private void begin(long timestamp) {
        this.timestamp = timestamp;
        picture.clear();
        damaged = false;
        inFragment = false;
    }

    private void append(byte[] bytes, int offset, int length) {
        int flags = H264Payload.inspect(bytes, offset, length);
        if ((flags & H264Payload.MALFORMED) != 0) {
            damaged = true;
        } else if ((flags & H264Payload.FRAGMENT) != 0) {
            appendFragment(bytes, offset, length);
        } else {
            damaged |= inFragment;
            H264Payload.forEachUnit(bytes, offset, length, (b, at, n, last) -> {
                write(START_CODE, 0, START_CODE.length);
                write(b, at, n);
            });
        }
    }

    private void appendFragment(byte[] bytes, int offset, int length) {
        boolean start = (bytes[offset + 1] & 0x80) != 0;
        boolean end = (bytes[offset + 1] & 0x40) != 0;
        if (start == inFragment) {
            damaged = true;
        }
        if (start) {
            write(START_CODE, 0, START_CODE.length);
            write(new byte[] {(byte) (bytes[offset] & 0xE0 | bytes[offset + 1] & 0x1F)}, 0, 1);
        }
        write(bytes, offset + 2, length - 2);
        inFragment = !end;
    }

    private void write(byte[] bytes, int offset, int length) {
        damaged |= !picture.append(bytes, offset, length);
    }

    @Override
    public long incomplete() {
        return incomplete;
    }
}
