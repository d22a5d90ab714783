package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * APP (RFC 3550, section 6.7).
 *
 * @param subtype 0 to 31
 * @param name four ASCII characters
 * @param data whole 32-bit words
 */
public record ApplicationDefined(int subtype, long ssrc, String name, ByteBuffer data) implements RtcpPacket {

    static ApplicationDefined parseBody(int subtype, ByteBuf body) {
        RtcpPacket.need(body, 8);
        return new ApplicationDefined(
                subtype,
                body.readUnsignedInt(),
                body.readCharSequence(4, StandardCharsets.ISO_8859_1).toString(),
                UnknownRtcp.copy(body));
    }

    @Override
    public int packetType() {
        return APPLICATION_DEFINED;
    }

    @Override
    public int count() {
        return subtype;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeInt((int) ssrc);
        out.writeCharSequence(name, StandardCharsets.ISO_8859_1);
        out.writeBytes(data.duplicate());
    }
}
