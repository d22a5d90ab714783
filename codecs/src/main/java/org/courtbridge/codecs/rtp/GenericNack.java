package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Generic NACK (RFC 4585, section 6.2.1).
 *
 * @param lost sequence numbers, ascending in the order of sending
 */
public record GenericNack(long senderSsrc, long mediaSsrc, List<Integer> lost) implements RtcpPacket {

    static final int FORMAT = 1;

    static GenericNack parseBody(ByteBuf body) {
        RtcpPacket.need(body, 12);
        long senderSsrc = body.readUnsignedInt();
        long mediaSsrc = body.readUnsignedInt();
        List<Integer> lost = new ArrayList<>();
        while (body.readableBytes() >= 4) {
            int first = body.readUnsignedShort();
            int following = body.readUnsignedShort();
            lost.add(first);
            for (int i = 0; i < 16; i++) {
                if ((following >> i & 1) != 0) {
                    lost.add(first + 1 + i & 0xFFFF);
                }
            }
        }
        return new GenericNack(senderSsrc, mediaSsrc, List.copyOf(lost));
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
        out.writeInt((int) senderSsrc).writeInt((int) mediaSsrc);
        int i = 0;
        while (i < lost.size()) {
            int first = lost.get(i++);
            int following = 0;
            while (i < lost.size()) {
                int distance = lost.get(i) - first & 0xFFFF;
                if (distance < 1 || distance > 16) {
                    break;
                }
                following |= 1 << distance - 1;
                i++;
            }
            out.writeShort(first).writeShort(following);
        }
    }
}
