package org.courtbridge.codecs.payload;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts pictures of H.263 into RTP payloads, each of whole groups of blocks (GOBs). In the old form (RFC 2190, mode A) a
 * payload must begin with a start code: a group that is longer than a payload is left out there, and decoders go on at
 * the next one; in the new form (RFC 4629) it goes on in the next payload.
 */
final class H263Packetizer implements PicturePacketizer {

    private static final int OLD_HEADER = 4;
    private static final int NEW_HEADER = 2;

    private final boolean old;
    private final byte[] payload;
    private long leftOut;

    /**
     * @param old whether payloads are of RFC 2190
     * @param maxPayload bytes of a payload at most
     */
    H263Packetizer(boolean old, int maxPayload) {
        if (maxPayload < 16) {
            throw new IllegalArgumentException("payload: %d (expected: >= 16)".formatted(maxPayload));
        }
        this.old = old;
        this.payload = new byte[maxPayload];
    }

    /** @param picture whose groups of blocks begin at whole bytes */
    @Override
    public void pack(byte[] picture, Sink sink) {
        List<Span> spans = old ? withinPayloads(picture) : spans(picture);
        for (int i = 0; i < spans.size(); i++) {
            boolean last = i == spans.size() - 1;
            if (old) {
                sendOld(picture, spans.get(i), last, sink);
            } else {
                sendNew(picture, spans.get(i), last, sink);
            }
        }
    }

    private List<Span> withinPayloads(byte[] picture) {
        List<Span> all = spans(picture);
        List<Span> fitting = all.stream()
                .filter(span -> span.length() <= payload.length - OLD_HEADER)
                .toList();
        leftOut += all.size() - fitting.size();
        return fitting;
    }

    /** As many groups together as fit. */
    private List<Span> spans(byte[] picture) {
        List<Span> spans = new ArrayList<>();
        int start = 0;
        int end = 0;
        while (end < picture.length) {
            int next = nextStart(picture, end + 3);
            if (end > start && next - start > payload.length - OLD_HEADER) {
                spans.add(new Span(start, end));
                start = end;
            }
            end = next;
        }
        if (end > start) {
            spans.add(new Span(start, end));
        }
        return spans;
    }

    /** Of a group or picture: 16 bits of zero, and one. */
    private static int nextStart(byte[] picture, int from) {
        for (int i = from; i + 2 < picture.length; i++) {
            if (isStart(picture, i)) {
                return i;
            }
        }
        return picture.length;
    }

    private static boolean isStart(byte[] picture, int at) {
        return picture[at] == 0 && picture[at + 1] == 0 && (picture[at + 2] & 0x80) != 0;
    }

    private void sendOld(byte[] picture, Span span, boolean last, Sink sink) {
        // SRC, I, U, S and A are the same bits of PTYPE (ITU-T H.263, clause 5.1.3): 6 to 12.
        int type = (picture[4] & 0xFF) << 8 | picture[5] & 0xFF;
        payload[0] = 0;
        payload[1] = (byte) (type >> 5 & 0xFE);
        payload[2] = 0;
        payload[3] = 0;
        System.arraycopy(picture, span.from, payload, OLD_HEADER, span.length());
        sink.payload(payload, OLD_HEADER + span.length(), last);
    }

    private void sendNew(byte[] picture, Span span, boolean last, Sink sink) {
        int room = payload.length - NEW_HEADER;
        boolean begins = isStart(picture, span.from);
        int at = begins ? span.from + 2 : span.from;
        do {
            int count = Math.min(room, span.to - at);
            payload[0] = (byte) (begins ? 0x04 : 0);
            payload[1] = 0;
            System.arraycopy(picture, at, payload, NEW_HEADER, count);
            at += count;
            begins = false;
            sink.payload(payload, NEW_HEADER + count, last && at == span.to);
        } while (at < span.to);
    }

    /** Groups of blocks that were too long. */
    long leftOut() {
        return leftOut;
    }

    private record Span(int from, int to) {

        int length() {
            return to - from;
        }
    }
}
