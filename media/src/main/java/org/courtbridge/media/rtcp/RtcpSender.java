package org.courtbridge.media.rtcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.courtbridge.codecs.rtp.ApplicationDefined;
import org.courtbridge.codecs.rtp.Goodbye;
import org.courtbridge.codecs.rtp.NtpTime;
import org.courtbridge.codecs.rtp.ReceiverReport;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtcpPacket;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.courtbridge.codecs.rtp.SourceDescription;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.transport.RtpTransport;

/**
 * Speaks RTCP to one party, always in whole compound packets (RFC 3550, section 6.1), as not every room agreed to the
 * reduced size of RFC 5506; or not at all, to one that forbids it. Lives on the transport's event loop.
 */
final class RtcpSender {

    /** Sender reports in one compound packet at most, so that it fits a datagram. */
    private static final int MAX_SENDERS = 30;

    private static final int MAX_GOODBYES = 31;

    /** Octets of a packet of no use. */
    private static final int TRAIN_PACKET = 1_000;

    /** Of those, what is around the data; whole words are left. */
    private static final int OVERHEAD = 60;

    private final RtpTransport transport;
    private final BridgeClock clock;
    private final ByteBuf bytes = Unpooled.buffer(1500);

    /** Speaks for us where we send nothing. */
    private final long silentSsrc = ThreadLocalRandom.current().nextLong(1, 0x1_0000_0000L);

    private Streams streams = Streams.NONE;
    private boolean saidGoodbye;

    RtcpSender(RtpTransport transport, BridgeClock clock) {
        this.transport = transport;
        this.clock = clock;
    }

    void agreed(Streams carried) {
        streams = carried;
    }

    /** An SSRC that the party knows to be ours, if there is one. */
    long ownSsrc() {
        List<Long> known = streams.sentSsrcs();
        return known.isEmpty() ? silentSsrc : known.getFirst();
    }

    /** SR for each stream that we send, RR if there is none (RFC 3550, section 6.4); and who we are. */
    void report(List<SendingStatistics> sending, List<ReportBlock> blocks, long now) {
        report(sending, blocks, now, clock.wall().instant());
    }

    private void report(List<SendingStatistics> sending, List<ReportBlock> blocks, long now, Instant wall) {
        List<RtcpPacket> compound = new ArrayList<>();
        List<SourceDescription.Chunk> chunks = new ArrayList<>();
        for (SendingStatistics stream : sending) {
            if (stream.active() && compound.size() < MAX_SENDERS) {
                SenderReport report = stream.report(now, wall, compound.isEmpty() ? blocks : List.of());
                compound.add(report);
                chunks.add(chunk(report.ssrc()));
            }
        }
        if (compound.isEmpty()) {
            compound.add(new ReceiverReport(ownSsrc(), blocks));
            chunks.add(chunk(ownSsrc()));
        }
        compound.add(new SourceDescription(chunks));
        send(compound);
    }

    private SourceDescription.Chunk chunk(long ssrc) {
        return new SourceDescription.Chunk(
                ssrc, List.of(new SourceDescription.Item(SourceDescription.CNAME, streams.cname())));
    }

    /**
     * Sends packets of no use, and sender reports behind them: when those arrive, the party will tell (LSR, DLSR).
     *
     * @param octets on the wire, about
     * @return the middle of the reports' NTP time
     */
    long train(int octets, List<SendingStatistics> sending, long now) {
        load(octets);
        Instant wall = clock.wall().instant();
        report(sending, List.of(), now, wall);
        return NtpTime.middle(NtpTime.of(wall));
    }

    /** Sends packets of no use. @param octets on the wire, about */
    void load(int octets) {
        for (int left = octets; left > 0; left -= TRAIN_PACKET + PacedTransport.PACKET_OVERHEAD_OCTETS) {
            feedback(new ApplicationDefined(0, ownSsrc(), "LOAD", ByteBuffer.allocate(TRAIN_PACKET - OVERHEAD)));
        }
    }

    void feedback(RtcpPacket feedback) {
        send(List.of(
                new ReceiverReport(ownSsrc(), List.of()),
                SourceDescription.cname(ownSsrc(), streams.cname()),
                feedback));
    }

    /** The last word; nothing is sent after it. */
    void goodbye() {
        List<Long> ssrcs = streams.sentSsrcs();
        if (ssrcs.isEmpty()) {
            ssrcs.add(silentSsrc);
        }
        feedback(new Goodbye(ssrcs.subList(0, Math.min(MAX_GOODBYES, ssrcs.size())), ""));
        saidGoodbye = true;
    }

    private void send(List<RtcpPacket> compound) {
        if (saidGoodbye || !transport.takesRtcp()) {
            return;
        }
        bytes.clear();
        RtcpPacket.writeCompound(compound, bytes);
        transport.sendRtcp(bytes.array(), bytes.arrayOffset(), bytes.readableBytes());
    }
}
