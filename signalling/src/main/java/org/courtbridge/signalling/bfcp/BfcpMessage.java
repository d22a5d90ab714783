package org.courtbridge.signalling.bfcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A message of the Binary Floor Control Protocol (RFC 8855, section 5). What we do not know, a primitive or an attribute, is
 * kept and written again as it came.
 *
 * @param version 1 or 2, as {@link BfcpHeader#version()}
 * @param response as {@link BfcpHeader#response()}
 * @param conference 0 to 2<sup>32</sup>-1
 * @param transaction 0 to 65,535; 0 for what the server says of itself over a reliable transport
 * @param user 0 to 65,535
 */
public record BfcpMessage(
        int version,
        boolean response,
        Primitive primitive,
        long conference,
        int transaction,
        int user,
        List<BfcpAttribute> attributes) {

    public BfcpMessage {
        attributes = List.copyOf(attributes);
    }

    /**
     * Reads a whole message, which must fill the bytes.
     *
     * @throws BfcpException if it is malformed, of another version than 1 or 2, or a fragment
     */
    public static BfcpMessage parse(ByteBuf bytes) {
        BfcpHeader header = BfcpHeader.parse(bytes);
        if (header.fragmented()) {
            throw new BfcpException(ErrorCode.UNABLE_TO_PARSE_MESSAGE, "fragment (expected: a whole message)");
        }
        return parse(header, bytes);
    }

    /**
     * Reads what follows a header; of fragments, all their payloads together.
     *
     * @throws BfcpException if it is malformed, or of another version than 1 or 2
     */
    public static BfcpMessage parse(BfcpHeader header, ByteBuf payload) {
        if (header.version() != 1 && header.version() != 2) {
            throw new BfcpException(
                    ErrorCode.UNSUPPORTED_VERSION, "version: %d (expected: 1 or 2)".formatted(header.version()));
        }
        if (payload.readableBytes() != header.payloadLength() * BfcpHeader.UNIT) {
            throw new BfcpException(
                    ErrorCode.INCORRECT_MESSAGE_LENGTH,
                    "payload: %d octets (expected: %d)"
                            .formatted(payload.readableBytes(), header.payloadLength() * BfcpHeader.UNIT));
        }
        return new BfcpMessage(
                header.version(),
                header.response(),
                header.primitive(),
                header.conferenceId(),
                header.transactionId(),
                header.userId(),
                BfcpAttribute.parseAll(payload));
    }

    /** @throws IllegalArgumentException if an attribute, or all of them together, are too long */
    public void write(ByteBuf out) {
        ByteBuf payload = payload();
        header(payload).write(out);
        out.writeBytes(payload);
    }

    /**
     * As datagrams (RFC 8855, section 6.2.3): one if it fits, else fragments.
     *
     * @param longest octets of a datagram, at least 20
     */
    public List<ByteBuf> datagrams(int longest) {
        ByteBuf payload = payload();
        BfcpHeader whole = header(payload);
        if (BfcpHeader.SIZE + payload.readableBytes() <= longest) {
            return List.of(Unpooled.buffer().writeBytes(written(whole)).writeBytes(payload));
        }
        int room = (longest - BfcpHeader.SIZE - BfcpHeader.UNIT) / BfcpHeader.UNIT;
        List<ByteBuf> datagrams = new ArrayList<>();
        for (int offset = 0; offset < whole.payloadLength(); offset += room) {
            int length = Math.min(room, whole.payloadLength() - offset);
            BfcpHeader part = new BfcpHeader(
                    version,
                    response,
                    true,
                    primitive,
                    whole.payloadLength(),
                    conference,
                    transaction,
                    user,
                    offset,
                    length);
            datagrams.add(Unpooled.buffer().writeBytes(written(part)).writeBytes(payload, length * BfcpHeader.UNIT));
        }
        return datagrams;
    }

    private static ByteBuf written(BfcpHeader header) {
        ByteBuf out = Unpooled.buffer();
        header.write(out);
        return out;
    }

    private ByteBuf payload() {
        ByteBuf payload = Unpooled.buffer();
        attributes.forEach(attribute -> attribute.write(payload));
        if (payload.readableBytes() > 0xFFFF * BfcpHeader.UNIT) {
            throw new IllegalArgumentException("payload: %d octets".formatted(payload.readableBytes()));
        }
        return payload;
    }

    private BfcpHeader header(ByteBuf payload) {
        return new BfcpHeader(
                version,
                response,
                false,
                primitive,
                payload.readableBytes() / BfcpHeader.UNIT,
                conference,
                transaction,
                user,
                0,
                0);
    }

    /** Identifiers of a type, in their order, outside groups. */
    public List<Integer> ids(int type) {
        return attributes.stream()
                .filter(attribute -> attribute.type() == type)
                .flatMap(attribute -> attribute instanceof BfcpAttribute.Id id
                        ? Optional.of(id.value()).stream()
                        : Optional.<Integer>empty().stream())
                .toList();
    }

    /** The first identifier of a type. */
    public OptionalInt id(int type) {
        return ids(type).stream().mapToInt(Integer::intValue).findFirst();
    }
}
