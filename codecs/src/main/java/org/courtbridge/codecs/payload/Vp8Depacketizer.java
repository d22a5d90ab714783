package org.courtbridge.codecs.payload;

import java.util.Optional;
import org.courtbridge.codecs.rtp.RtpPacket;

/** Puts RTP payloads of VP8 together into frames (RFC 7741, section 4.5). */
public final class Vp8Depacketizer implements PictureDepacketizer {

    private final PictureBuffer frame = new PictureBuffer();
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
        boolean malformed = (Vp8Payload.inspect(bytes, at, length) & PayloadTraits.MALFORMED) != 0;
        if (packet.timestamp() != timestamp) {
            if (!frame.isEmpty()) {
                incomplete++;
            }
            timestamp = packet.timestamp();
            frame.clear();
            whole = !malformed && Vp8Payload.beginsFrame(bytes, at);
        } else {
            whole &= follows && !malformed;
        }
        int descriptor = malformed ? length : Vp8Payload.descriptorLength(bytes, at, length);
        whole = whole && frame.append(bytes, at + descriptor, length - descriptor);
        return packet.marker() ? end() : Optional.empty();
    }

    private Optional<byte[]> end() {
        Optional<byte[]> complete = whole && !frame.isEmpty() ? Optional.of(frame.toBytes()) : Optional.empty();
        if (complete.isEmpty()) {
            incomplete++;
        }
        frame.clear();
        whole = false;
        return complete;
    }

    @Override
    public long incomplete() {
        return incomplete;
    }
}
