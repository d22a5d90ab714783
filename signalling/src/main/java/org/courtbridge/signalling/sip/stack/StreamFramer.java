package org.courtbridge.signalling.sip.stack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Cuts what comes over a connection into messages by their {@code Content-Length} (RFC 3261, section 18.3), and finds the
 * keep-alives between them (RFC 5626, section 4.4.1). Knows no connection; belongs to the thread that reads one.
 */
final class StreamFramer {

    /** Bytes of a header section, and of a body; no honest message comes near. */
    private static final int LIMIT = 65_536;

    private byte[] buffer = new byte[4_096];
    private int length;
    /** Octets that have been searched in vain for the end of the header section. */
    private int searched;
    /** Empty lines in a row since the last message. */
    private int emptyLines;

    private boolean broken;

    /** Piece of the stream. */
    sealed interface Piece {

        record Message(RawMessage message) implements Piece {}

        /** Two empty lines, which ask for one back. */
        record Ping() implements Piece {}

        /** A message whose end cannot be known: nothing after it can be read. */
        record Broken(RawMessage header) implements Piece {}
    }

    /** Takes what was read. After {@link Piece.Broken} everything is ignored. */
    List<Piece> add(byte[] bytes) {
        List<Piece> pieces = new ArrayList<>();
        if (broken) {
            return pieces;
        }
        append(bytes);
        while (!broken && skipEmptyLines(pieces) && next(pieces)) {
            // one message after the other
        }
        return pieces;
    }

    private void append(byte[] bytes) {
        if (length + bytes.length > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + bytes.length));
        }
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    /** Whether something is left. */
    private boolean skipEmptyLines(List<Piece> pieces) {
        int at = 0;
        while (at < length && (buffer[at] == '\n' || buffer[at] == '\r' && at + 1 < length && buffer[at + 1] == '\n')) {
            at += buffer[at] == '\n' ? 1 : 2;
            emptyLines++;
            if (emptyLines == 2) {
                pieces.add(new Piece.Ping());
                emptyLines = 0;
            }
        }
        drop(at);
        return length > 0 && !(length == 1 && buffer[0] == '\r');
    }

    private boolean next(List<Piece> pieces) {
        OptionalInt end = RawMessage.endOfHeader(buffer, searched, length);
        if (end.isEmpty()) {
            searched = Math.max(0, length - 3);
            if (length > LIMIT) {
                giveUp(pieces, length);
            }
            return false;
        }
        RawMessage header = RawMessage.read(Arrays.copyOf(buffer, end.getAsInt()));
        int body = header.contentLength().orElse(0);
        if (body < 0
                || body > LIMIT
                || header.values("content-length").stream().distinct().count() > 1) {
            giveUp(pieces, end.getAsInt());
            return false;
        }
        if (length - end.getAsInt() < body) {
            return false;
        }
        pieces.add(new Piece.Message(RawMessage.read(Arrays.copyOf(buffer, end.getAsInt() + body))));
        drop(end.getAsInt() + body);
        emptyLines = 0;
        return true;
    }

    private void giveUp(List<Piece> pieces, int end) {
        pieces.add(new Piece.Broken(RawMessage.read(Arrays.copyOf(buffer, end))));
        broken = true;
        buffer = new byte[0];
        length = 0;
    }

    private void drop(int count) {
        System.arraycopy(buffer, count, buffer, 0, length - count);
        length -= count;
        searched = 0;
    }
}
