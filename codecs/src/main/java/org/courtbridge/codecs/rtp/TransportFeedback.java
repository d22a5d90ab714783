package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1).
 *
 * @param baseSequence transport-wide sequence number of the first packet reported
 * @param referenceTime the receiver's clock in units of 64 ms, 0 to 2^24 - 1
 * @param feedbackCount 0 to 255, one more for each message
 * @param deltas for each packet from the first on, its arrival after the one before (the first: after the reference
 *     time) in units of 250 µs, -32,768 to 32,767; empty if it did not arrive
 */
public record TransportFeedback(
        long senderSsrc,
        long mediaSsrc,
        int baseSequence,
        int referenceTime,
        int feedbackCount,
        List<OptionalInt> deltas)
        implements RtcpPacket {

    static final int FORMAT = 15;

    private static final int NOT_RECEIVED = 0;
    private static final int SMALL_DELTA = 1;
    private static final int LARGE_DELTA = 2;
    private static final int MAX_RUN = 0x1FFF;
    private static final int SYMBOLS_IN_VECTOR = 7;

    static TransportFeedback parseBody(ByteBuf body) {
        RtcpPacket.need(body, 16);
        long senderSsrc = body.readUnsignedInt();
        long mediaSsrc = body.readUnsignedInt();
        int baseSequence = body.readUnsignedShort();
        int count = body.readUnsignedShort();
        int referenceTime = body.readUnsignedMedium();
        int feedbackCount = body.readUnsignedByte();

        byte[] symbols = new byte[count];
        int known = 0;
        while (known < count) {
            RtcpPacket.need(body, 2);
            known = readChunk(body.readUnsignedShort(), symbols, known);
        }
        List<OptionalInt> deltas = new ArrayList<>(count);
        for (byte symbol : symbols) {
            deltas.add(readDelta(symbol, body));
        }
        return new TransportFeedback(
                senderSsrc, mediaSsrc, baseSequence, referenceTime, feedbackCount, List.copyOf(deltas));
    }

    private static int readChunk(int chunk, byte[] symbols, int known) {
        int at = known;
        if ((chunk & 0x8000) == 0) {
            for (int run = chunk & MAX_RUN; run > 0 && at < symbols.length; run--) {
                symbols[at++] = (byte) (chunk >> 13 & 3);
            }
            if (at == known) {
                throw new MalformedPacketException("run: 0 (expected: > 0)");
            }
            return at;
        }
        boolean twoBits = (chunk & 0x4000) != 0;
        int width = twoBits ? 2 : 1;
        for (int shift = 14 - width; shift >= 0 && at < symbols.length; shift -= width) {
            symbols[at++] = (byte) (chunk >> shift & (twoBits ? 3 : 1));
        }
        return at;
    }

    private static OptionalInt readDelta(byte symbol, ByteBuf body) {
        return switch (symbol) {
            case NOT_RECEIVED -> OptionalInt.empty();
            case SMALL_DELTA -> {
                RtcpPacket.need(body, 1);
                yield OptionalInt.of(body.readUnsignedByte());
            }
            case LARGE_DELTA -> {
                RtcpPacket.need(body, 2);
                yield OptionalInt.of(body.readShort());
            }
            default -> throw new MalformedPacketException("status: " + symbol + " (reserved)");
        };
    }

    @Override
    public int packetType() {
        return TRANSPORT_FEEDBACK;
    }

    @Override
    public int count() {
        return FORMAT;
    }

    @Override
    public void writeBody(ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt((int) senderSsrc)
                .writeInt((int) mediaSsrc)
                .writeShort(baseSequence)
                .writeShort(deltas.size())
                .writeMedium(referenceTime)
                .writeByte(feedbackCount);
        int at = 0;
        while (at < deltas.size()) {
            int run = runFrom(at);
            if (run >= SYMBOLS_IN_VECTOR || at + run == deltas.size()) {
                out.writeShort(symbol(at) << 13 | run);
                at += run;
            } else {
                at += writeVector(at, out);
            }
        }
        for (OptionalInt delta : deltas) {
            if (delta.isPresent()) {
                int units = delta.getAsInt();
                if (isSmall(units)) {
                    out.writeByte(units);
                } else {
                    out.writeShort(units);
                }
            }
        }
        out.writeZero(-(out.writerIndex() - start) & 3);
    }

    private int writeVector(int at, ByteBuf out) {
        int chunk = 0xC000;
        int symbols = Math.min(SYMBOLS_IN_VECTOR, deltas.size() - at);
        for (int i = 0; i < symbols; i++) {
            chunk |= symbol(at + i) << 12 - 2 * i;
        }
        out.writeShort(chunk);
        return symbols;
    }

    private int runFrom(int at) {
        int end = at + 1;
        while (end < deltas.size() && end - at < MAX_RUN && symbol(end) == symbol(at)) {
            end++;
        }
        return end - at;
    }

    private int symbol(int at) {
        OptionalInt delta = deltas.get(at);
        if (delta.isEmpty()) {
            return NOT_RECEIVED;
        }
        return isSmall(delta.getAsInt()) ? SMALL_DELTA : LARGE_DELTA;
    }

    private static boolean isSmall(int units) {
        return units >= 0 && units <= 255;
    }
}
