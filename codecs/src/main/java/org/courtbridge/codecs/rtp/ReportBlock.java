package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * A receiver's report on one source (RFC 3550, section 6.4.1).
 *
 * @param fractionLost since the report before, in 1/256
 * @param cumulativeLost packets, -2^23 to 2^23 - 1; below zero when more were duplicated than lost
 * @param highestSequence cycles in the upper 16 bits, sequence number in the lower
 * @param jitter in units of the timestamp
 * @param lastReport middle 32 bits of the NTP time in the last SR, or 0
 * @param delay since that SR, in 1/65536 s
 */
public record ReportBlock(
        long ssrc,
        int fractionLost,
        int cumulativeLost,
        long highestSequence,
        long jitter,
        long lastReport,
        long delay) {

    static final int SIZE = 24;

    static List<ReportBlock> readAll(int count, ByteBuf body) {
        RtcpPacket.need(body, SIZE * count);
        List<ReportBlock> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(new ReportBlock(
                    body.readUnsignedInt(),
                    body.readUnsignedByte(),
                    body.readMedium(),
                    body.readUnsignedInt(),
                    body.readUnsignedInt(),
                    body.readUnsignedInt(),
                    body.readUnsignedInt()));
        }
        return List.copyOf(blocks);
    }

    void write(ByteBuf out) {
        out.writeInt((int) ssrc)
                .writeByte(fractionLost)
                .writeMedium(cumulativeLost)
                .writeInt((int) highestSequence)
                .writeInt((int) jitter)
                .writeInt((int) lastReport)
                .writeInt((int) delay);
    }
}
