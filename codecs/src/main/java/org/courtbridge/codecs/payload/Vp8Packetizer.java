package org.courtbridge.codecs.payload;

import java.util.concurrent.ThreadLocalRandom;
import org.courtbridge.codecs.video.EncodedPicture;

/** Puts frames of VP8 into RTP payloads (RFC 7741, section 4), with PictureIDs of 15 bits. */
public final class Vp8Packetizer implements PicturePacketizer {

    private static final int DESCRIPTOR = 4;

    private final byte[] payload;
    private int pictureId = ThreadLocalRandom.current().nextInt(0x8000);

    /** @param maxPayload bytes of a payload at most */
    public Vp8Packetizer(int maxPayload) {
        if (maxPayload < 16) {
            throw new IllegalArgumentException("payload: %d (expected: >= 16)".formatted(maxPayload));
        }
        payload = new byte[maxPayload];
    }

    @Override
    public void pack(EncodedPicture coded, Sink sink) {
        byte[] frame = coded.bytes();
        int room = payload.length - DESCRIPTOR;
        int count = (frame.length + room - 1) / room;
        for (int i = 0; i < count; i++) {
            // Of equal length, so that no small last one is worth as much as its header.
            int from = (int) ((long) frame.length * i / count);
            int to = (int) ((long) frame.length * (i + 1) / count);
            payload[0] = (byte) (i == 0 ? 0x90 : 0x80);
            payload[1] = (byte) 0x80;
            payload[2] = (byte) (0x80 | pictureId >> 8);
            payload[3] = (byte) pictureId;
            System.arraycopy(frame, from, payload, DESCRIPTOR, to - from);
            sink.payload(payload, DESCRIPTOR + to - from, i == count - 1);
        }
        pictureId = pictureId + 1 & 0x7FFF;
    }
}
