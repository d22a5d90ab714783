package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * REMB (draft-alvestrand-rmcat-remb): what the receiver can take of some streams together.
 *
 * @param bitrate bit/s; written with 18 significant bits, rounded down
 */
public record MaximumBitrate(long senderSsrc, long bitrate, List<Long> ssrcs) implements RtcpPacket {

    static final int FORMAT = 15;
    private static final int REMB = 0x52454D42;

    static boolean isOne(ByteBuf body) {
        return body.readableBytes() >= 12 && body.getInt(body.readerIndex() + 8) == REMB;
    }

    static MaximumBitrate parseBody(ByteBuf body) {
        RtcpPacket.need(body, 16);
        long senderSsrc = body.readUnsignedInt();
        body.skipBytes(8);
        int count = body.readUnsignedByte();
        int rate = body.readUnsignedMedium();
        int exponent = rate >> 18;
        long mantissa = rate & 0x3FFFF;
        // An exponent past 45 would leave the positive longs; nobody has such a line.
        long bitrate = exponent > 45 ? Long.MAX_VALUE : mantissa << exponent;
        RtcpPacket.need(body, 4 * count);
        List<Long> ssrcs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ssrcs.add(body.readUnsignedInt());
        }
        return new MaximumBitrate(senderSsrc, bitrate, List.copyOf(ssrcs));
    }

    @Override
    public int packetType() {
        return PAYLOAD_FEEDBACK;
    }

    @Override
    public int count() {
        return FORMAT;
    }

    @Override
    public void writeBody(ByteBuf out) {
        int exponent = Math.max(0, 46 - Long.numberOfLeadingZeros(bitrate));
        out.writeInt((int) senderSsrc)
                .writeInt(0)
                .writeInt(REMB)
                .writeByte(ssrcs.size())
                .writeMedium(exponent << 18 | (int) (bitrate >> exponent));
        ssrcs.forEach(ssrc -> out.writeInt(ssrc.intValue()));
    }
}
