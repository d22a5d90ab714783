package org.courtbridge.h323.q931;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds the TPKT packets (RFC 1006, section 6) in the octets of a TCP connection, however TCP has cut them. What it holds
 * grows with what came, never with what a header says will come.
 *
 * <pre>
 *  0                   1                   2                   3
 * | version = 3   |   reserved    |     length, header included   |
 * </pre>
 */
public final class TpktDecoder {

    static final int HEADER = 4;
    static final int VERSION = 3;

    /** Octets of a packet's contents. */
    public static final int MAX_CONTENTS = 65_535 - HEADER;

    private static final byte[] NOTHING = {};

    private final int limit;

    /** The beginning of a packet that has not come whole. */
    private byte[] kept = NOTHING;

    private int count;

    /** @param limit octets of contents that are taken, 1 to {@link #MAX_CONTENTS} */
    public TpktDecoder(int limit) {
        if (limit < 1 || limit > MAX_CONTENTS) {
            throw new IllegalArgumentException("limit: %d (expected: 1 to %d)".formatted(limit, MAX_CONTENTS));
        }
        this.limit = limit;
    }

    /**
     * Takes the next octets of the connection.
     *
     * @param contents is given what each packet that is now whole holds. A packet without contents only keeps the
     *     connection alive, and is passed over.
     * @throws Q931Exception if that is no packet or one that is too long. No more packets can be found in this connection
     *     then; those before it were handed over.
     */
    public void take(byte[] octets, int from, int to, Consumer<byte[]> contents) {
        int at = from;
        while (at < to) {
            if (count < HEADER) {
                at = keep(octets, at, Math.min(to, at + HEADER - count));
                if (count < HEADER) {
                    return;
                }
            }
            int length = length();
            at = keep(octets, at, Math.min(to, at + length - count));
            if (count < length) {
                return;
            }
            byte[] whole = Arrays.copyOfRange(kept, HEADER, length);
            count = 0;
            kept = NOTHING;
            if (whole.length > 0) {
                contents.accept(whole);
            }
        }
    }

    /** The same for all octets of an array. */
    public void take(byte[] octets, Consumer<byte[]> contents) {
        take(octets, 0, octets.length, contents);
    }

    /** Octets of a packet whose end has not come yet. */
    public int pending() {
        return count;
    }

    private int keep(byte[] octets, int from, int to) {
        int needed = count + to - from;
        if (needed > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(needed, 2 * kept.length));
        }
        System.arraycopy(octets, from, kept, count, to - from);
        count = needed;
        return to;
    }

    private int length() {
        int version = kept[0] & 0xFF;
        if (version != VERSION) {
            throw new Q931Exception("TPKT version: %d (expected: %d)".formatted(version, VERSION));
        }
        int length = (kept[2] & 0xFF) << 8 | kept[3] & 0xFF;
        if (length < HEADER || length - HEADER > limit) {
            throw new Q931Exception("TPKT length: %d (expected: %d to %d)".formatted(length, HEADER, HEADER + limit));
        }
        return length;
    }

    /** A packet around a message. @throws IllegalArgumentException if the message is longer than a packet can be */
    public static byte[] packet(byte[] contents) {
        if (contents.length > MAX_CONTENTS) {
            throw new IllegalArgumentException(
                    "TPKT contents: %d octets (expected: <= %d)".formatted(contents.length, MAX_CONTENTS));
        }
        int length = HEADER + contents.length;
        byte[] packet = new byte[length];
        packet[0] = VERSION;
        packet[2] = (byte) (length >> 8);
        packet[3] = (byte) length;
        System.arraycopy(contents, 0, packet, HEADER, contents.length);
        return packet;
    }
}
