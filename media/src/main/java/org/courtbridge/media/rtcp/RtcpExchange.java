package org.courtbridge.media.rtcp;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.courtbridge.codecs.rtp.ReceiverReport;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtcpPacket;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.video.Party;
import org.courtbridge.media.video.receive.VideoReceiver;
import org.courtbridge.media.video.send.VideoSender;

/**
 * The RTCP that goes both ways between us and a party by one transport (RFC 3550, section 6): takes what the party says where it
 * belongs, and says, each when it is due, when packets arrived, what was received and sent, and how much the party may send. Lives
 * on the transport's event loop; what other threads may call says so.
 */
final class RtcpExchange {

    private static final long REPORT_INTERVAL = 1_000_000_000;

    /** A receiver needs two reports of a new stream before it can align it with another. */
    private static final long SECOND_REPORT = 500_000_000;

    private final Party party;
    private final CarriedStreams streams;
    private final PacedTransport line;
    private final BridgeClock clock;

    private final RtcpSender sender;
    private final VideoReceiver.Uplink requests;
    private final TransportFeedbackSender arrivals;
    private final RtcpReceiver.Limits limits;
    private final ReportedLoss loss = new ReportedLoss();
    private RtcpReceiver receiver;
    private long nextReport;

    RtcpExchange(Party party, CarriedStreams streams, PacedTransport line, BridgeClock clock) {
        this.party = party;
        this.streams = streams;
        this.line = line;
        this.clock = clock;
        this.sender = new RtcpSender(line, clock);
        this.requests = new RtcpFeedbackRequests(sender, party.leg());
        this.arrivals = new TransportFeedbackSender(sender);
        this.limits = new RtcpReceiver.Limits(new TmmbrReceiver(sender, line), new BitrateLimit(sender, party.leg()));
        this.receiver = receiver();
    }

    private RtcpReceiver receiver() {
        return new RtcpReceiver(
                streams.agreed(),
                streams.receivedSound(),
                party.port().clock(),
                streams.sentSound(),
                line,
                limits,
                party.leg().kind() == Leg.Kind.ROOM);
    }

    /** The sender of requests to the party for keyframes and lost packets. */
    VideoReceiver.Uplink requests() {
        return requests;
    }

    /** Follows a new offer and answer, as the streams do already. */
    void agreed(long now) {
        Streams carried = streams.agreed();
        loss.keep(carried.sentSsrcs());
        arrivals.agreed(carried, now);
        sender.agreed(carried);
        limits.ours().keep(Set.copyOf(carried.sentSsrcs()), now);
        receiver = receiver();
    }

    /** Reports begin. */
    void begin(long now) {
        nextReport = now + REPORT_INTERVAL;
    }

    /** A packet of RTP has come. */
    void arrived(RtpPacket packet, long arrival) {
        arrivals.note(packet, arrival);
    }

    /** A compound packet of RTCP has come. */
    void heard(List<RtcpPacket> packets, long arrival) {
        Instant wall = clock.wall().instant();
        packets.forEach(packet -> {
            receiver.heard(packet, arrival, wall);
            if (packet instanceof SenderReport report) {
                reported(report.reports(), arrival);
            } else if (packet instanceof ReceiverReport report) {
                reported(report.reports(), arrival);
            }
        });
    }

    private void reported(List<ReportBlock> blocks, long arrival) {
        loss.reported(blocks, streams.sending(), arrival);
    }

    /** Says when the party's packets arrived, if it is time. */
    void sayArrivals(long now) {
        arrivals.tick(streams.agreed(), now);
    }

    /** Sends a train of packets of no use, as of {@link RtcpSender#train}. */
    long train(int octets, long now) {
        return sender.train(octets, streams.sending(), now);
    }

    /** Sends packets of no use. @param octets on the wire, about */
    void load(int octets) {
        sender.load(octets);
    }

    /**
     * Reports, and limits what the party sends, if it is time: each second, or sooner of a stream that has begun.
     *
     * @param ready whether anything can be sent
     * @return whether it was time
     */
    boolean report(boolean ready, long now) {
        boolean early = streams.hasNews() && ready && !line.awaitsReport(now);
        if (!early && now - nextReport < 0) {
            return false;
        }
        nextReport = now + (early ? SECOND_REPORT : REPORT_INTERVAL);
        sender.report(line.awaitsReport(now) ? List.of() : streams.sending(), streams.reports(now), now);
        limits.theirs().tell(streams.agreed());
        return true;
    }

    /** Publishes the loss that the party reports. */
    void publishLoss(long now) {
        loss.publish(
                streams.sentSound().map(SentSound::statistics),
                streams.agreed().outputs().stream().findFirst().map(VideoSender::statistics),
                now);
    }

    /** Per cent of what it is sent that the party misses, as of {@link ReportedStream#loss}; of the first picture. From any thread. */
    OptionalDouble reportedLoss(Medium medium) {
        return loss.of(medium);
    }

    /** The last word; nothing is sent after it. */
    void goodbye() {
        sender.goodbye();
    }
}
