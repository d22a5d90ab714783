package org.courtbridge.codecs.payload;

import java.util.Arrays;
import java.util.Optional;
import org.courtbridge.codecs.rtp.RtpPacket;

/** Puts RTP payloads of VP8 together into frames (RFC 7741, section 4.5). */
public final class Vp8Depacketizer implements PictureDepacketizer {

    private byte[] frame = new byte[1 << 16];
    private int size;
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
        boolean malformed = (Vp8Payload.inspect(bytes, at, length) & H264Payload.MALFORMED) != 0;
        if (packet.timestamp() != timestamp) {
            if (size > 0) {
                incomplete++;
            }
            timestamp = packet.timestamp();
            size = 0;
            whole = !malformed && Vp8Payload.beginsFrame(bytes, at);
        } else {
            whole &= follows && !malformed;
        }
        int descriptor = malformed ? length : Vp8Payload.descriptorLength(bytes, at, length);
        whole &= size + length <= MAX_PICTURE;
        if (whole) {
            append(bytes, at + descriptor, length - descriptor);
        }
        return packet.marker() ? end() : Optional.empty();
    }

    private void append(byte[] bytes, int offset, int length) {
        if (size + length > frame.length) {
            frame = Arrays.copyOf(frame, Math.max(size + length, 2 * frame.length));
        }
        System.arraycopy(bytes, offset, frame, size, length);
        size += length;
    }

    private Optional<byte[]> end() {
        Optional<byte[]> complete = whole && size > 0 ? Optional.of(Arrays.copyOf(frame, size)) : Optional.empty();
        if (complete.isEmpty()) {
            incomplete++;
        }
        size = 0;
        whole = false;
        return complete;
    }

    @Override
    public long incomplete() {
        return incomplete;
    }
}
