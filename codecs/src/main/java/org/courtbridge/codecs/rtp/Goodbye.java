package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * BYE (RFC 3550, section 6.6).
 *
 * @param reason empty if none was given
 */
public record Goodbye(List<Long> ssrcs, String reason) implements RtcpPacket {

    static Goodbye parseBody(int count, ByteBuf body) {
        RtcpPacket.need(body, 4 * count);
        List<Long> ssrcs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ssrcs.add(body.readUnsignedInt());
        }
        String reason = "";
        if (body.isReadable()) {
            int length = body.readUnsignedByte();
            RtcpPacket.need(body, length);
            reason = body.readCharSequence(length, StandardCharsets.UTF_8).toString();
        }
        return new Goodbye(List.copyOf(ssrcs), reason);
    }

    @Override
    public int packetType() {
        return GOODBYE;
    }

    @Override
    public int count() {
        return ssrcs.size();
    }

    @Override
    public void writeBody(ByteBuf out) {
        ssrcs.forEach(ssrc -> out.writeInt(ssrc.intValue()));
        if (!reason.isEmpty()) {
            byte[] text = reason.getBytes(StandardCharsets.UTF_8);
            int length = Math.min(text.length, 255);
            out.writeByte(length).writeBytes(text, 0, length);
            out.writeZero(-(1 + length) & 3);
        }
    }
}
