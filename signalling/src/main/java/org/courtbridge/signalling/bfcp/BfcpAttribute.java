package org.courtbridge.signalling.bfcp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * One attribute of a message (RFC 8855, section 5.2): its type, whether a receiver that does not know it must refuse the
 * message, and its contents. On the wire, type, that bit and the length in octets take two octets; padding to four follows.
 */
public sealed interface BfcpAttribute {

    int BENEFICIARY_ID = 1;
    int FLOOR_ID = 2;
    int FLOOR_REQUEST_ID = 3;
    int PRIORITY = 4;
    int REQUEST_STATUS = 5;
    int ERROR_CODE = 6;
    int ERROR_INFO = 7;
    int PARTICIPANT_PROVIDED_INFO = 8;
    int STATUS_INFO = 9;
    int SUPPORTED_ATTRIBUTES = 10;
    int SUPPORTED_PRIMITIVES = 11;
    int USER_DISPLAY_NAME = 12;
    int USER_URI = 13;
    int BENEFICIARY_INFORMATION = 14;
    int FLOOR_REQUEST_INFORMATION = 15;
    int REQUESTED_BY_INFORMATION = 16;
    int FLOOR_REQUEST_STATUS = 17;
    int OVERALL_REQUEST_STATUS = 18;

    /** 0 to 127. */
    int type();

    /** Whether whoever does not know the type must refuse the message. */
    boolean mandatory();

    /** @param value 0 to 65,535: of a user, a floor or a request */
    record Id(int type, boolean mandatory, int value) implements BfcpAttribute {}

    /** @param value 0 (lowest) to 7; the RFC names those up to 4 (highest) */
    record Priority(boolean mandatory, int value) implements BfcpAttribute {

        @Override
        public int type() {
            return PRIORITY;
        }
    }

    /**
     * @param status as {@link RequestStatus#code()}, or a stranger
     * @param queuePosition 0 if it is not known or there is no queue
     */
    record Status(boolean mandatory, int status, int queuePosition) implements BfcpAttribute {

        @Override
        public int type() {
            return REQUEST_STATUS;
        }
    }

    /**
     * @param code as {@link ErrorCode#code()}, or a stranger
     * @param details octets that belong to the code, in hexadecimal
     */
    record ErrorCodeAttribute(boolean mandatory, int code, String details) implements BfcpAttribute {

        @Override
        public int type() {
            return ERROR_CODE;
        }
    }

    /** UTF-8; what is none is read with U+FFFD in its place. */
    record Text(int type, boolean mandatory, String text) implements BfcpAttribute {}

    /** Types of attributes, or primitives, that somebody knows. */
    record Supported(int type, boolean mandatory, List<Integer> codes) implements BfcpAttribute {

        public Supported {
            codes = List.copyOf(codes);
        }
    }

    /** @param id of the user, the floor or the request that the members are about */
    record Group(int type, boolean mandatory, int id, List<BfcpAttribute> members) implements BfcpAttribute {

        public Group {
            members = List.copyOf(members);
        }
    }

    /** @param contents in hexadecimal */
    record Unknown(int type, boolean mandatory, String contents) implements BfcpAttribute {}

    /** An identifier with the mandatory bit set (RFC 8855, section 5.2), as receivers know every type that we send. */
    static Id id(int type, int value) {
        return new Id(type, true, value);
    }

    /** As much of the text as an attribute within a group may have: 48 octets, cut between characters. */
    static Text text(int type, String text) {
        int end = text.length();
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT) {
            end = text.offsetByCodePoints(end, -1);
        }
        return new Text(type, true, text.substring(0, end));
    }

    static Group group(int type, int id, BfcpAttribute... members) {
        return new Group(type, true, id, List.of(members));
    }

    static Group group(int type, int id, List<BfcpAttribute> members) {
        return new Group(type, true, id, members);
    }

    /** A group has 255 octets with all that is in it, such as two names. */
    int LONGEST_TEXT = 48;

    private static Stream<BfcpAttribute> flat(BfcpAttribute attribute) {
        return attribute instanceof Group group
                ? Stream.concat(Stream.of(attribute), group.members().stream().flatMap(BfcpAttribute::flat))
                : Stream.of(attribute);
    }

    /** Types of all those, within groups too, that we do not know and must. */
    static List<Integer> unknownMandatory(List<BfcpAttribute> attributes) {
        return attributes.stream()
                .flatMap(BfcpAttribute::flat)
                .filter(attribute -> attribute instanceof Unknown && attribute.mandatory())
                .map(BfcpAttribute::type)
                .distinct()
                .toList();
    }

    /**
     * Reads all that is left of the bytes.
     *
     * @throws BfcpException if a length is not what the type or the end of the bytes allows
     */
    static List<BfcpAttribute> parseAll(ByteBuf bytes) {
        List<BfcpAttribute> attributes = new ArrayList<>();
        while (bytes.isReadable()) {
            attributes.add(parse(bytes));
        }
        return attributes;
    }

    private static BfcpAttribute parse(ByteBuf bytes) {
        check(bytes.readableBytes() >= 2, "attribute: %d octets left (expected: >= 2)", bytes.readableBytes());
        int first = bytes.readUnsignedByte();
        int length = bytes.readUnsignedByte() - 2;
        check(
                length >= 0 && length <= bytes.readableBytes(),
                "attribute length: %d (past the end, or < 2)",
                length + 2);
        BfcpAttribute attribute = contents(first >> 1, (first & 1) == 1, bytes.readSlice(length));
        // A group that does not count the padding of its last member is read all the same.
        bytes.skipBytes(Math.min(-(length + 2) & 3, bytes.readableBytes()));
        return attribute;
    }

    private static BfcpAttribute contents(int type, boolean mandatory, ByteBuf bytes) {
        int size = bytes.readableBytes();
        return switch (type) {
            case BENEFICIARY_ID, FLOOR_ID, FLOOR_REQUEST_ID -> {
                check(size == 2, "contents of an identifier: %d octets (expected: 2)", size);
                yield new Id(type, mandatory, bytes.readUnsignedShort());
            }
            case PRIORITY -> {
                check(size == 2, "contents of a priority: %d octets (expected: 2)", size);
                yield new Priority(mandatory, bytes.readUnsignedShort() >> 13);
            }
            case REQUEST_STATUS -> {
                check(size == 2, "contents of a status: %d octets (expected: 2)", size);
                yield new Status(mandatory, bytes.readUnsignedByte(), bytes.readUnsignedByte());
            }
            case ERROR_CODE -> {
                check(size >= 1, "contents of an error code: %d octets (expected: >= 1)", size);
                yield new ErrorCodeAttribute(mandatory, bytes.readUnsignedByte(), hex(bytes));
            }
            case ERROR_INFO, PARTICIPANT_PROVIDED_INFO, STATUS_INFO, USER_DISPLAY_NAME, USER_URI ->
                new Text(type, mandatory, bytes.toString(StandardCharsets.UTF_8));
            case SUPPORTED_ATTRIBUTES -> {
                List<Integer> codes = new ArrayList<>();
                while (bytes.isReadable()) {
                    codes.add(bytes.readUnsignedByte() >> 1);
                }
                yield new Supported(type, mandatory, codes);
            }
            case SUPPORTED_PRIMITIVES -> {
                List<Integer> codes = new ArrayList<>();
                while (bytes.isReadable()) {
                    codes.add((int) bytes.readUnsignedByte());
                }
                yield new Supported(type, mandatory, codes);
            }
            case BENEFICIARY_INFORMATION,
                    FLOOR_REQUEST_INFORMATION,
                    REQUESTED_BY_INFORMATION,
                    FLOOR_REQUEST_STATUS,
                    OVERALL_REQUEST_STATUS -> {
                check(size >= 2, "contents of a group: %d octets (expected: >= 2)", size);
                yield new Group(type, mandatory, bytes.readUnsignedShort(), parseAll(bytes));
            }
            default -> new Unknown(type, mandatory, hex(bytes));
        };
    }

    private static String hex(ByteBuf bytes) {
        byte[] octets = new byte[bytes.readableBytes()];
        bytes.readBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    private static void check(boolean valid, String complaint, int value) {
        if (!valid) {
            throw new BfcpException(ErrorCode.UNABLE_TO_PARSE_MESSAGE, complaint.formatted(value));
        }
    }

    /**
     * With its padding.
     *
     * @throws IllegalArgumentException if it is longer than 255 octets
     */
    default void write(ByteBuf out) {
        int start = out.writerIndex();
        out.writeByte(type() << 1 | (mandatory() ? 1 : 0)).writeByte(0);
        switch (this) {
            case Id id -> out.writeShort(id.value());
            case Priority priority -> out.writeShort(priority.value() << 13);
            case Status status -> out.writeByte(status.status()).writeByte(status.queuePosition());
            case ErrorCodeAttribute error ->
                out.writeByte(error.code()).writeBytes(HexFormat.of().parseHex(error.details()));
            case Text text -> out.writeCharSequence(text.text(), StandardCharsets.UTF_8);
            case Supported supported ->
                supported.codes().forEach(code -> out.writeByte(type() == SUPPORTED_ATTRIBUTES ? code << 1 : code));
            case Group group -> {
                out.writeShort(group.id());
                group.members().forEach(member -> member.write(out));
            }
            case Unknown unknown -> out.writeBytes(HexFormat.of().parseHex(unknown.contents()));
        }
        int length = out.writerIndex() - start;
        if (length > 255) {
            throw new IllegalArgumentException("attribute %d: %d octets (expected: <= 255)".formatted(type(), length));
        }
        out.setByte(start + 1, length).writeZero(-length & 3);
    }
}
