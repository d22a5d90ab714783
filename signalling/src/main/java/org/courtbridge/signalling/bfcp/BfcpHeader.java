package org.courtbridge.signalling.bfcp;

import io.netty.buffer.ByteBuf;

/**
 * The header that every message begins with (RFC 8855, section 5.1).
 *
 * <pre>
 *  0                   1                   2                   3
 * | Ver |R|F| Res |  Primitive    |        Payload Length         |
 * |                         Conference ID                         |
 * |         Transaction ID        |            User ID            |
 * | Fragment Offset (if F)        | Fragment Length (if F)        |
 * </pre>
 *
 * @param version 0 to 7; 1 over reliable transports, 2 over others, where old rooms say 1 too
 * @param response over unreliable transports, whether it answers the transaction
 * @param fragmented whether the message comes in several datagrams
 * @param payloadLength of the whole message without any header, in units of four octets, 0 to 65,535
 * @param conferenceId 0 to 2<sup>32</sup>-1
 * @param transactionId 0 to 65,535
 * @param userId 0 to 65,535
 * @param fragmentOffset units of four octets that earlier fragments have; 0 without fragments
 * @param fragmentLength units of four octets of this fragment; 0 without fragments
 */
public record BfcpHeader(
        int version,
        boolean response,
        boolean fragmented,
        Primitive primitive,
        int payloadLength,
        long conferenceId,
        int transactionId,
        int userId,
        int fragmentOffset,
        int fragmentLength) {

    /** Octets without those of a fragment. */
    public static final int SIZE = 12;

    /** Octets of a unit in which lengths are counted. */
    public static final int UNIT = 4;

    private static final int RESPONSE = 0x10;
    private static final int FRAGMENTED = 0x08;

    /**
     * Takes the header off the bytes; what follows may be anything.
     *
     * @throws BfcpException if they are too few
     */
    public static BfcpHeader parse(ByteBuf bytes) {
        check(bytes.readableBytes() >= SIZE, bytes.readableBytes());
        int flags = bytes.readUnsignedByte();
        boolean fragmented = (flags & FRAGMENTED) != 0;
        check(bytes.readableBytes() >= SIZE - 1 + (fragmented ? UNIT : 0), bytes.readableBytes() + 1);
        return new BfcpHeader(
                flags >> 5,
                (flags & RESPONSE) != 0,
                fragmented,
                Primitive.of(bytes.readUnsignedByte()),
                bytes.readUnsignedShort(),
                bytes.readUnsignedInt(),
                bytes.readUnsignedShort(),
                bytes.readUnsignedShort(),
                fragmented ? bytes.readUnsignedShort() : 0,
                fragmented ? bytes.readUnsignedShort() : 0);
    }

    public void write(ByteBuf out) {
        out.writeByte(version << 5 | (response ? RESPONSE : 0) | (fragmented ? FRAGMENTED : 0))
                .writeByte(primitive.code())
                .writeShort(payloadLength)
                .writeInt((int) conferenceId)
                .writeShort(transactionId)
                .writeShort(userId);
        if (fragmented) {
            out.writeShort(fragmentOffset).writeShort(fragmentLength);
        }
    }

    private static void check(boolean valid, int size) {
        if (!valid) {
            throw new BfcpException(
                    ErrorCode.INCORRECT_MESSAGE_LENGTH,
                    "header: %d octets (expected: >= 12, 16 of a fragment)".formatted(size));
        }
    }
}
