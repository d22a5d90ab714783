package org.courtbridge.codecs.payload;

import java.util.Optional;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Puts NAL units, whole ones and fragments, together into pictures: byte streams with start codes (annex B of ITU-T H.264
 * and H.265 alike).
 */
final class NalPictures {

    private static final byte[] START_CODE = {0, 0, 0, 1};

    private final PictureBuffer picture = new PictureBuffer();
    private int expectedSequence = -1;
    private long timestamp;
    private boolean damaged;
    private boolean inFragment;
    private long incomplete;

    /** Reads one payload, and tells the NAL units in it by the methods below. */
    interface Payload {
        void read(byte[] bytes, int offset, int length);
    }

    /** @return the picture that the packet completes */
    Optional<byte[]> push(RtpPacket packet, Payload payload) {
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
        payload.read(packet.getBuffer(), packet.payloadAt(), packet.payloadLength());
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

    /** The payload cannot be read: the picture is left out. */
    void malformed() {
        damaged = true;
    }

    /** A whole NAL unit. */
    void unit(byte[] bytes, int offset, int length) {
        damaged |= inFragment;
        write(START_CODE, 0, START_CODE.length);
        write(bytes, offset, length);
    }

    /**
     * A part of a NAL unit.
     *
     * @param header of the whole NAL unit, which the first part begins with
     */
    void fragment(boolean start, boolean end, byte[] header, byte[] bytes, int offset, int length) {
        if (start == inFragment) {
            damaged = true;
        }
        if (start) {
            write(START_CODE, 0, START_CODE.length);
            write(header, 0, header.length);
        }
        write(bytes, offset, length);
        inFragment = !end;
    }

    private void write(byte[] bytes, int offset, int length) {
        damaged |= !picture.append(bytes, offset, length);
    }

    /** Pictures that were left out because a packet was missing or malformed. */
    long incomplete() {
        return incomplete;
    }
}
