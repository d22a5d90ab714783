package org.courtbridge.simulators;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.ReceiverReport;
import org.courtbridge.codecs.rtp.ReceptionStatistics;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtcpPacket;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.courtbridge.codecs.rtp.SourceDescription;

/** The RTCP of one stream of the room: what it sends and how it receives. */
final class StreamReports {

    private final long ssrc;
    private final String cname;
    private final SendingStatistics sending;
    private final ReceptionStatistics receiving;
    private long remoteSsrc = -1;

    StreamReports(long ssrc, String cname, int clockRate) {
        this.ssrc = ssrc;
        this.cname = cname;
        sending = new SendingStatistics(ssrc, clockRate);
        receiving = new ReceptionStatistics(clockRate);
    }

    synchronized void sent(long timestamp, int payloadLength) {
        sending.sent(timestamp, payloadLength, System.nanoTime());
    }

    synchronized void received(RtpPacket packet) {
        remoteSsrc = packet.ssrc();
        receiving.received(packet.sequenceNumber(), packet.timestamp(), packet.payloadLength(), System.nanoTime());
    }

    /** SSRC of what is received, or -1 before anything was. */
    synchronized long remoteSsrc() {
        return remoteSsrc;
    }

    /**
     * Reads a compound packet from the network.
     *
     * @return nothing, if it is malformed
     */
    List<RtcpPacket> read(byte[] bytes, int length) {
        List<RtcpPacket> packets;
        try {
            packets = RtcpPacket.parse(Unpooled.wrappedBuffer(bytes, 0, length));
        } catch (MalformedPacketException e) {
            return List.of();
        }
        for (RtcpPacket packet : packets) {
            if (packet instanceof SenderReport report) {
                synchronized (this) {
                    receiving.senderReport(report, System.nanoTime());
                }
            }
        }
        return packets;
    }

    /** A compound packet for now, with more packets at its end. */
    synchronized byte[] write(List<RtcpPacket> more) {
        long now = System.nanoTime();
        List<ReportBlock> blocks = remoteSsrc < 0 ? List.of() : List.of(receiving.report(remoteSsrc, now));
        List<RtcpPacket> packets = new ArrayList<>();
        packets.add(sending.active() ? sending.report(now, Instant.now(), blocks) : new ReceiverReport(ssrc, blocks));
        packets.add(SourceDescription.cname(ssrc, cname));
        packets.addAll(more);
        ByteBuf out = Unpooled.buffer(256);
        RtcpPacket.writeCompound(packets, out);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }
}
