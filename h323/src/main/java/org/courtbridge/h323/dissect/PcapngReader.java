package org.courtbridge.h323.dissect;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The format of Wireshark (draft-ietf-opsawg-pcapng): blocks; a section's blocks name their interfaces by number. */
final class PcapngReader extends Capture {

    static final int SECTION_HEADER = 0x0A0D0D0A;

    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int TIME_RESOLUTION = 9;
    private static final int TIME_OFFSET = 14;

    /** The type and the length before a block's body, and the length after it. */
    private static final int AROUND_BODY = 12;

    private static final int MAX_BLOCK = 16 << 20;
    private static final int MAX_INTERFACES = 10_000;
    private static final BigInteger NANOSECONDS = BigInteger.valueOf(1_000_000_000);

    /** @param ticks a second @param offset seconds that are added to all times */
    private record Interface(int linkType, BigInteger ticks, long offset) {

        Instant time(long high, long low) {
            BigInteger count = BigInteger.valueOf(high).shiftLeft(Integer.SIZE).or(BigInteger.valueOf(low));
            BigInteger[] parts = count.divideAndRemainder(ticks);
            long nanoseconds = parts[1].multiply(NANOSECONDS).divide(ticks).longValue();
            return Instant.ofEpochSecond(Math.min(parts[0].longValue(), Integer.MAX_VALUE * 4L) + offset, nanoseconds);
        }
    }

    private record Block(int type, ByteBuffer body) {}

    private final List<Interface> interfaces = new ArrayList<>();
    private ByteOrder order = ByteOrder.BIG_ENDIAN;

    /** @param in after the type of the first section header */
    PcapngReader(InputStream in) throws IOException {
        super(in);
        if (section().isEmpty()) {
            throw new CaptureException("the file ends within its first section header");
        }
    }

    @Override
    Optional<Frame> next() throws IOException {
        for (Optional<Block> block = block(); block.isPresent(); block = block()) {
            ByteBuffer body = block.get().body;
            switch (block.get().type) {
                case INTERFACE_DESCRIPTION -> describe(body);
                case ENHANCED_PACKET -> {
                    return Optional.of(frame(body, required(body, 0, 20).getInt(0)));
                }
                case OLD_PACKET -> {
                    return Optional.of(frame(body, required(body, 0, 20).getShort(0) & 0xFFFF));
                }
                case SIMPLE_PACKET -> {
                    return Optional.of(simple(body));
                }
                default -> {
                    // Names, statistics, secrets, and what others have made up.
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Block> block() throws IOException {
        Optional<ByteBuffer> type = read(4, order);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        if (type.get().getInt(0) == SECTION_HEADER) {
            return section();
        }
        Optional<ByteBuffer> length = read(4, order);
        if (length.isEmpty()) {
            return Optional.empty();
        }
        return body(length.get().getInt(0), 0).map(body -> new Block(type.get().getInt(0), body));
    }

    /** @param read octets of the body that were read already */
    private Optional<ByteBuffer> body(int total, int read) throws IOException {
        int length = total - AROUND_BODY - read;
        if (length < 0 || total > MAX_BLOCK || total % 4 != 0) {
            throw new CaptureException("block: %d octets (expected: %d to %d, a multiple of 4)"
                    .formatted(total, AROUND_BODY + read, MAX_BLOCK));
        }
        return read(length + 4, order).map(octets -> octets.slice(0, length).order(order));
    }

    /** A section header, after its type. */
    private Optional<Block> section() throws IOException {
        Optional<ByteBuffer> lengthAndMagic = read(8, ByteOrder.BIG_ENDIAN);
        if (lengthAndMagic.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer start = lengthAndMagic.get();
        int magic = start.getInt(4);
        if (magic == BYTE_ORDER_MAGIC) {
            order = ByteOrder.BIG_ENDIAN;
        } else if (Integer.reverseBytes(magic) == BYTE_ORDER_MAGIC) {
            order = ByteOrder.LITTLE_ENDIAN;
        } else {
            throw new CaptureException("section: byte-order magic %08x".formatted(magic));
        }
        interfaces.clear();
        return body(start.order(order).getInt(0), 4).map(body -> new Block(SECTION_HEADER, body));
    }

    private void describe(ByteBuffer body) {
        if (interfaces.size() == MAX_INTERFACES) {
            throw new CaptureException("interfaces: more than " + MAX_INTERFACES);
        }
        int linkType = required(body, 0, 8).getShort(0) & 0xFFFF;
        BigInteger ticks = BigInteger.valueOf(1_000_000);
        long offset = 0;
        for (int at = 8; at + 4 <= body.limit(); ) {
            int option = body.getShort(at) & 0xFFFF;
            int length = body.getShort(at + 2) & 0xFFFF;
            at += 4;
            if (option == TIME_RESOLUTION && length == 1) {
                int exponent = required(body, at, 1).get(at);
                ticks = BigInteger.valueOf(exponent < 0 ? 2 : 10).pow(exponent & 0x7F);
            } else if (option == TIME_OFFSET && length == 8) {
                offset = Math.clamp(required(body, at, 8).getLong(at), -Integer.MAX_VALUE, Integer.MAX_VALUE);
            }
            at += length + 3 & ~3;
        }
        interfaces.add(new Interface(linkType, ticks, offset));
    }

    private Interface known(int number) {
        if (number < 0 || number >= interfaces.size()) {
            throw new CaptureException("interface: %d (expected: < %d)".formatted(number, interfaces.size()));
        }
        return interfaces.get(number);
    }

    private Frame frame(ByteBuffer body, int number) {
        Interface from = known(number);
        Instant time = from.time(Integer.toUnsignedLong(body.getInt(4)), Integer.toUnsignedLong(body.getInt(8)));
        return new Frame(nextNumber(), time, from.linkType, octets(body, 20, body.getInt(12)));
    }

    /** A frame without a time, of the first interface, cut off where that cuts. */
    private Frame simple(ByteBuffer body) {
        int length = Math.min(required(body, 0, 4).getInt(0), body.limit() - 4);
        return new Frame(nextNumber(), Instant.EPOCH, known(0).linkType, octets(body, 4, length));
    }

    private static byte[] octets(ByteBuffer body, int at, int length) {
        if (length < 0 || length > MAX_FRAME) {
            throw new CaptureException("frame: %d octets (expected: 0 to %d)".formatted(length, MAX_FRAME));
        }
        required(body, at, length);
        int start = body.arrayOffset() + at;
        return Arrays.copyOfRange(body.array(), start, start + length);
    }

    private static ByteBuffer required(ByteBuffer body, int at, int count) {
        if (at + count > body.limit()) {
            throw new CaptureException("block: %d octets (expected: >= %d)".formatted(body.limit(), at + count));
        }
        return body;
    }
}
