package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** RR (RFC 3550, section 6.4.2). Profile-specific extensions after the report blocks are skipped. */
public record ReceiverReport(long ssrc, List<ReportBlock> reports) implements RtcpPacket {

    static ReceiverReport parseBody(int count, ByteBuf body) {
        RtcpPacket.need(body, 4);
        return new ReceiverReport(body.readUnsignedInt(), ReportBlock.readAll(count, body));
    }

    @Override
    public int packetType() {
        return RECEIVER_REPORT;
    }

    @Override
    public int count() {
        return reports.size();
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeInt((int) ssrc);
        reports.forEach(report -> report.write(out));
    }
}
