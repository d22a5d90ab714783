package org.courtbridge.codecs.payload;

import org.courtbridge.codecs.payload.H261Walk.Step;
import org.courtbridge.codecs.video.EncodedPicture;

/**
 * Puts pictures of H.261 into RTP payloads, each of whole macroblocks, as many as fit (RFC 4587, section 4.1). Bytes that two
 * payloads share are in both, and each payload says what its first macroblock depends on, so that a decoder can go on
 * behind a lost one.
 */
final class H261Packetizer implements PicturePacketizer {

    /**
     * Bits of the last macroblock of a payload at least, but before a group. The decoder of vic, which others took over,
     * reads 16 bits at a time and misses what is left when it has read the last ones; what follows it then puts one place
     * too early.
     */
    static final int SHORTEST_LAST = 32;

    private final byte[] payload;

    /** @param maxPayload bytes of a payload at most */
    H261Packetizer(int maxPayload) {
        if (maxPayload < 16) {
            throw new IllegalArgumentException("payload: %d (expected: >= 16)".formatted(maxPayload));
        }
        this.payload = new byte[maxPayload];
    }

    /** @param coded one that begins at a whole byte; what of it is no H.261 is cut anywhere */
    @Override
    public void pack(EncodedPicture coded, Sink sink) {
        byte[] picture = coded.bytes();
        int end = 8 * picture.length;
        H261Walk walk = new H261Walk(picture, 0, end);
        Place start = Place.BEGINNING;
        Place cut = start;
        int before = 0;
        Step step = walk.next();
        while (step != Step.END && step != Step.BROKEN) {
            if (step == Step.MACROBLOCK) {
                Place next = Place.behind(walk, picture, end);
                start = sendUntilFits(picture, start, cut, next.bit, sink);
                if (next.group == 0 || next.bit - before >= SHORTEST_LAST) {
                    cut = next;
                }
            }
            before = walk.position();
            step = walk.next();
        }
        int last = step == Step.END ? walk.position() : end;
        start = sendUntilFits(picture, start, cut, last, sink);
        send(picture, start, last, true, sink);
    }

    /**
     * Sends until the rest up to {@code end} fits a payload.
     *
     * @param cut the last border of macroblocks before {@code end}; unused if it is {@code from}
     * @return where the rest begins
     */
    private Place sendUntilFits(byte[] picture, Place from, Place cut, int end, Sink sink) {
        Place start = from;
        while (!fits(start.bit, end)) {
            int most = 8 * (start.bit / 8 + payload.length - H261Payload.HEADER);
            Place next = cut.bit > start.bit ? cut : Place.anywhere(most);
            send(picture, start, next.bit, false, sink);
            start = next;
        }
        return start;
    }

    private boolean fits(int from, int to) {
        return (to + 7) / 8 - from / 8 <= payload.length - H261Payload.HEADER;
    }

    private void send(byte[] picture, Place from, int to, boolean last, Sink sink) {
        int first = from.bit / 8;
        int count = (to + 7) / 8 - first;
        int unused = 8 * (first + count) - to;
        // I clear, V set: not all macroblocks need depend on no other picture, and there may be motion vectors.
        payload[0] = (byte) (from.bit % 8 << 5 | unused << 2 | 1);
        payload[1] = (byte) (from.group << 4 | from.addressBefore >> 1);
        payload[2] = (byte) (from.addressBefore << 7 | from.quantizer << 2 | from.horizontal >> 3 & 3);
        payload[3] = (byte) (from.horizontal << 5 | from.vertical & 0x1F);
        System.arraycopy(picture, first, payload, H261Payload.HEADER, count);
        sink.payload(payload, H261Payload.HEADER + count, last);
    }

    /**
     * Beginning of a payload, and the fields of its header.
     *
     * @param bit in the picture
     * @param group GOBN; 0 before a group's header
     * @param addressBefore MBAP: address of the macroblock before, less one
     * @param quantizer QUANT
     * @param horizontal HMVD
     * @param vertical VMVD
     */
    private record Place(int bit, int group, int addressBefore, int quantizer, int horizontal, int vertical) {

        static final Place BEGINNING = anywhere(0);

        static Place anywhere(int bit) {
            return new Place(bit, 0, 0, 0, 0, 0);
        }

        static Place behind(H261Walk walk, byte[] picture, int end) {
            boolean header = BitCode.bits(picture, walk.position(), end, 16) == 1;
            return header
                    ? anywhere(walk.position())
                    : new Place(
                            walk.position(),
                            walk.group(),
                            walk.address() - 1,
                            walk.quantizer(),
                            walk.horizontal(),
                            walk.vertical());
        }
    }
}
