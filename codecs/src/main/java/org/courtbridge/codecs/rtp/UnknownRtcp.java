package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * A packet of a type or feedback format that we do not know, such as XR (RFC 3611) or TSTR (RFC 5104).
 *
 * @param count the five bits after version and padding
 * @param body what follows the first four bytes
 */
public record UnknownRtcp(int packetType, int count, ByteBuffer body) implements RtcpPacket {

    static UnknownRtcp parseBody(int packetType, int count, ByteBuf body) {
        return new UnknownRtcp(packetType, count, copy(body));
    }

    static ByteBuffer copy(ByteBuf body) {
        byte[] bytes = new byte[body.readableBytes()];
        body.readBytes(bytes);
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeBytes(body.duplicate());
    }
}
