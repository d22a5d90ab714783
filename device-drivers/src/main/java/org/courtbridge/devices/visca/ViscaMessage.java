package org.courtbridge.devices.visca;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One datagram ("Communication method of VISCA over IP", "Message format"):
 *
 * <pre>
 *  0       2        4                8
 * +-------+--------+----------------+---------- - - - -+
 * | type  | length | sequence number| payload, 1 to 16 |
 * +-------+--------+----------------+---------- - - - -+
 * </pre>
 *
 * @param type {@link #COMMAND} and so on
 * @param sequence 32 bits, without a sign
 * @param payload in hexadecimal, as the command lists print it, without blanks
 */
record ViscaMessage(int type, long sequence, String payload) {

    static final int COMMAND = 0x0100;
    static final int INQUIRY = 0x0110;
    static final int REPLY = 0x0111;
    static final int CONTROL = 0x0200;
    static final int CONTROL_REPLY = 0x0201;

    /** The payloads of control messages and of the reply to the first. */
    static final String RESET = "01";

    static final String RESET_DONE = "01";
    static final String WRONG_SEQUENCE = "0f01";
    static final String WRONG_MESSAGE = "0f02";

    private static final int HEADER = 8;
    private static final int LONGEST = 16;
    private static final HexFormat HEX = HexFormat.of();

    /** Reads a datagram; empty unless its length is the one that it names. */
    static Optional<ViscaMessage> read(ByteBuf datagram) {
        if (datagram.readableBytes() <= HEADER) {
            return Optional.empty();
        }
        int start = datagram.readerIndex();
        int length = datagram.getUnsignedShort(start + 2);
        if (length > LONGEST || length != datagram.readableBytes() - HEADER) {
            return Optional.empty();
        }
        byte[] payload = new byte[length];
        datagram.getBytes(start + HEADER, payload);
        return Optional.of(new ViscaMessage(
                datagram.getUnsignedShort(start), datagram.getUnsignedInt(start + 4), HEX.formatHex(payload)));
    }

    ByteBuf write() {
        byte[] bytes = HEX.parseHex(payload);
        return Unpooled.buffer(HEADER + bytes.length)
                .writeShort(type)
                .writeShort(bytes.length)
                .writeInt((int) sequence)
                .writeBytes(bytes);
    }

    /** Contents of a reply, between the address and the terminator; empty if it has not both. */
    Optional<String> reply() {
        boolean whole = payload.length() >= 6 && payload.startsWith("90") && payload.endsWith("ff");
        return whole ? Optional.of(payload.substring(2, payload.length() - 2)) : Optional.empty();
    }

    /** A number of so many digits, the first of which has its sign, each in a byte of its own: {@code 0p 0q 0r 0s}. Empty if it is none. */
    static OptionalInt spread(String bytes, int at, int digits) {
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            int start = 2 * i;
            if (bytes.length() < start + 2 || bytes.charAt(start) != '0') {
                return OptionalInt.empty();
            }
            value = value << 4 | HexFormat.fromHexDigit(bytes.charAt(start + 1));
        }
        int unused = Integer.SIZE - 4 * digits;
        return OptionalInt.of(value << unused >> unused);
    }

    /** The lowest digits of a number, each in a byte of its own. */
    static String spread(int value, int digits) {
        StringBuilder bytes = new StringBuilder(2 * digits);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            bytes.append('0').append(Character.forDigit(value >> shift & 0xF, 16));
        }
        return bytes.toString();
    }
}
