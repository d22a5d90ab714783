package org.courtbridge.codecs.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.codecs.video.EncodedPicture.Macroblock;

/**
 * Puts pictures of H.263 into RTP payloads, each of whole groups of blocks (GOBs) if they fit. A longer group goes on in the
 * next payload: anywhere in the new form (RFC 4629), in the old one (RFC 2190, mode B) at a macroblock, and what it depends on
 * is said there.
 */
final class H263Packetizer implements PicturePacketizer {

    private static final int MODE_A_HEADER = 4;
    private static final int MODE_B_HEADER = 8;
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

    /** @param coded whose groups of blocks begin at whole bytes */
    @Override
    public void pack(EncodedPicture coded, Sink sink) {
        byte[] picture = coded.bytes();
        List<Span> spans = spans(picture);
        if (old) {
            List<Piece> pieces = new ArrayList<>();
            spans.forEach(span -> cut(Piece.of(span), coded.macroblocks(), pieces));
            for (int i = 0; i < pieces.size(); i++) {
                sendOld(picture, pieces.get(i), i == pieces.size() - 1, sink);
            }
        } else {
            for (int i = 0; i < spans.size(); i++) {
                sendNew(picture, spans.get(i), i == spans.size() - 1, sink);
            }
        }
    }

    /**
     * Cuts a group into pieces that fit a payload; after a macroblock that no payload can carry, the rest of it is left out.
     */
    private void cut(Piece group, List<Macroblock> macroblocks, List<Piece> pieces) {
        Piece rest = group;
        while (rest.length() > payload.length) {
            Optional<Macroblock> next = lastThatFits(rest, macroblocks);
            if (next.isEmpty()) {
                leftOut++;
                return;
            }
            pieces.add(rest.until(next.get()));
            rest = rest.from(next.get());
        }
        pieces.add(rest);
    }

    private Optional<Macroblock> lastThatFits(Piece piece, List<Macroblock> macroblocks) {
        return macroblocks.stream()
                .filter(macroblock -> macroblock.bit() > piece.from && macroblock.bit() < piece.to)
                .takeWhile(macroblock -> piece.until(macroblock).length() <= payload.length)
                .reduce((earlier, later) -> later);
    }

    /** As many groups together as fit. */
    private List<Span> spans(byte[] picture) {
        List<Span> spans = new ArrayList<>();
        int start = 0;
        int end = 0;
        while (end < picture.length) {
            int next = nextStart(picture, end + 3);
            if (end > start && next - start > payload.length - MODE_A_HEADER) {
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

    private void sendOld(byte[] picture, Piece piece, boolean last, Sink sink) {
        // SRC, I, U, S and A are the same bits of PTYPE (ITU-T H.263, clause 5.1.3): 6 to 12.
        int type = ((picture[4] & 0xFF) << 8 | picture[5] & 0xFF) >> 6 & 0x7F;
        int header = piece.header();
        payload[0] = (byte) (piece.from % 8 << 3 | (8 - piece.to % 8) % 8);
        piece.first.ifPresentOrElse(macroblock -> modeB(macroblock, type), () -> {
            payload[1] = (byte) (type << 1);
            payload[2] = 0;
            payload[3] = 0;
        });
        System.arraycopy(picture, piece.from / 8, payload, header, piece.length() - header);
        sink.payload(payload, piece.length(), last);
    }

    private void modeB(Macroblock first, int type) {
        payload[0] |= (byte) 0x80;
        payload[1] = (byte) (type >> 4 << 5 | first.quantizer());
        payload[2] = (byte) (first.group() << 3 | first.address() >> 6);
        payload[3] = (byte) (first.address() << 2);
        int vectors = (type & 0xF) << 28 | (first.horizontal() & 0x7F) << 21 | (first.vertical() & 0x7F) << 14;
        for (int i = 0; i < Integer.BYTES; i++) {
            payload[4 + i] = (byte) (vectors >> 24 - 8 * i);
        }
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

    /** Groups of blocks that were left out from somewhere on. */
    long leftOut() {
        return leftOut;
    }

    private record Span(int from, int to) {

        int length() {
            return to - from;
        }
    }

    /**
     * Part of a picture that one payload of RFC 2190 carries.
     *
     * @param from its first bit in the picture
     * @param to the bit behind its last one
     * @param first the macroblock that it begins with; empty where a group or the picture begins
     */
    private record Piece(int from, int to, Optional<Macroblock> first) {

        static Piece of(Span span) {
            return new Piece(8 * span.from, 8 * span.to, Optional.empty());
        }

        Piece until(Macroblock next) {
            return new Piece(from, next.bit(), first);
        }

        Piece from(Macroblock begin) {
            return new Piece(begin.bit(), to, Optional.of(begin));
        }

        int header() {
            return first.isPresent() ? MODE_B_HEADER : MODE_A_HEADER;
        }

        /** Bytes, with the payload header; a byte that two payloads share is in both. */
        int length() {
            return header() + (to + 7) / 8 - from / 8;
        }
    }
}
