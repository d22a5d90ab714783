package org.courtbridge.codecs.payload;

import java.util.Optional;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Puts RTP payloads of VP9 together into pictures (RFC 9628, section 4). The frames of several spatial layers make one
 * superframe (VP9 bitstream, annex B), of which a decoder shows the largest.
 */
final class Vp9Depacketizer implements PictureDepacketizer {

    private static final int MOST_LAYERS = 8;

    private final PictureBuffer picture = new PictureBuffer();
    private final int[] frameSizes = new int[MOST_LAYERS];
    private int frames;
    private int expectedSequence = -1;
    private long timestamp = -1;
    private boolean whole;
    private boolean inFrame;
    private long incomplete;

    @Override
    public Optional<byte[]> push(RtpPacket packet) {
        boolean follows = packet.sequenceNumber() == expectedSequence;
        expectedSequence = packet.sequenceNumber() + 1 & 0xFFFF;
        byte[] bytes = packet.getBuffer();
        int at = packet.payloadAt();
        int length = packet.payloadLength();
        boolean malformed = (Vp9Payload.inspect(bytes, at, length) & PayloadTraits.MALFORMED) != 0;
        if (packet.timestamp() != timestamp) {
            if (!picture.isEmpty()) {
                incomplete++;
            }
            timestamp = packet.timestamp();
            clear();
            whole = !malformed && Vp9Payload.beginsPicture(bytes, at);
        } else {
            whole &= follows && !malformed;
        }
        whole = whole && append(bytes, at, length);
        return packet.marker() ? end() : Optional.empty();
    }

    /** @return false if the picture is too long, or packets contradict each other */
    private boolean append(byte[] bytes, int offset, int length) {
        if (Vp9Payload.beginsFrame(bytes, offset)) {
            if (inFrame || frames == MOST_LAYERS) {
                return false;
            }
            frameSizes[frames++] = 0;
        } else if (!inFrame) {
            return false;
        }
        inFrame = !Vp9Payload.endsFrame(bytes, offset);
        int descriptor = Vp9Payload.descriptorLength(bytes, offset, length);
        frameSizes[frames - 1] += length - descriptor;
        return picture.append(bytes, offset + descriptor, length - descriptor);
    }

    private Optional<byte[]> end() {
        boolean complete = whole && !inFrame && !picture.isEmpty() && (frames == 1 || appendIndex());
        Optional<byte[]> finished = complete ? Optional.of(picture.toBytes()) : Optional.empty();
        if (!complete) {
            incomplete++;
        }
        clear();
        whole = false;
        return finished;
    }

    /**
     * Appends the superframe index: a marker, the frames' sizes of four bytes, least significant first, and the marker again.
     */
    private boolean appendIndex() {
        byte[] index = new byte[2 + 4 * frames];
        int marker = 0xC0 | 3 << 3 | frames - 1;
        index[0] = (byte) marker;
        index[index.length - 1] = (byte) marker;
        for (int i = 0; i < frames; i++) {
            for (int octet = 0; octet < 4; octet++) {
                index[1 + 4 * i + octet] = (byte) (frameSizes[i] >> 8 * octet);
            }
        }
        return picture.append(index, 0, index.length);
    }

    private void clear() {
        picture.clear();
        frames = 0;
        inFrame = false;
    }

    @Override
    public long incomplete() {
        return incomplete;
    }
}
