package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * SR (RFC 3550, section 6.4.1). Profile-specific extensions after the report blocks are skipped.
 *
 * @param ntpTime when this was sent, as {@link NtpTime}
 * @param rtpTimestamp the same moment on the clock of the media
 * @param packets sent since the start
 * @param octets of payload sent since the start
 */
public record SenderReport(
        long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets, List<ReportBlock> reports)
        implements RtcpPacket {

    static SenderReport parseBody(int count, ByteBuf body) {
        RtcpPacket.need(body, 24);
        return new SenderReport(
                body.readUnsignedInt(),
                body.readLong(),
                body.readUnsignedInt(),
                body.readUnsignedInt(),
                body.readUnsignedInt(),
                ReportBlock.readAll(count, body));
    }

    @Override
    public int packetType() {
        return SENDER_REPORT;
    }

    @Override
    public int count() {
        return reports.size();
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeInt((int) ssrc)
                .writeLong(ntpTime)
                .writeInt((int) rtpTimestamp)
                .writeInt((int) packets)
                .writeInt((int) octets);
        reports.forEach(report -> report.write(out));
    }
}
