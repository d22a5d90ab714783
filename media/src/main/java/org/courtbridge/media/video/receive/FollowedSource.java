package org.courtbridge.media.video.receive;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.rtp.ReceptionStatistics;
import org.courtbridge.codecs.rtp.RepeatedPackets;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.Retransmission;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.media.leg.LossMeter;
import org.courtbridge.media.leg.RateMeter;
import org.courtbridge.media.video.PicturePacket;
import org.jspecify.annotations.Nullable;

/**
 * The one source that is followed among the packets of a stream of pictures: unpacks those that are sent again (RFC 4588), leaves out
 * those that come twice, goes over to another SSRC once that is surely another source, and counts for reports (RFC 3550). Lives on the
 * source's event loop; allocates nothing for a packet.
 */
final class FollowedSource {

    /** {@link #ssrc} before the first packet. */
    static final long NO_SSRC = -1;

    private static final int NOT_REPEATED = -1;

    private final ReceptionStatistics statistics = new ReceptionStatistics(PicturePacket.CLOCK_RATE);
    private final RepeatedPackets repeated = new RepeatedPackets();
    private final SsrcChange ssrcChange = new SsrcChange();
    private final RateMeter rate = new RateMeter();
    private final LossMeter loss = new LossMeter();

    /** By payload type, the one of the packets that it sends again. */
    private final int[] repeats = new int[128];

    private long ssrc = NO_SSRC;

    /** Whether the next packet that goes on has nothing to do with those before. */
    private boolean anew;

    // Those that go on: two where the first of another source was kept until the second came.
    private @Nullable RtpPacket first;
    private @Nullable RtpPacket second;
    private boolean firstBegins;
    private boolean secondBegins;
    private boolean begins;

    /** @param payloadTypes by each payload type of packets that are sent again (RTX), the one of the packets themselves */
    void retransmissions(Map<Integer, Integer> payloadTypes) {
        Arrays.fill(repeats, NOT_REPEATED);
        payloadTypes.forEach((payloadType, original) -> repeats[payloadType & 0x7F] = original);
    }

    /** Takes a packet of one of the agreed payload types, lent until {@link #next} has given null. */
    void put(RtpPacket packet, long now) {
        first = null;
        second = null;
        int original = repeats[packet.payloadType()];
        if (original != NOT_REPEATED) {
            if (ssrc != NO_SSRC && Retransmission.unpack(packet, original, ssrc)) {
                pass(packet);
            }
        } else if (packet.ssrc() == ssrc) {
            ssrcChange.present();
            count(packet, now);
        } else if (ssrc == NO_SSRC) {
            follow(packet.ssrc());
            count(packet, now);
        } else if (ssrcChange.passes(packet)) {
            follow(packet.ssrc());
            count(ssrcChange.first(), now);
            count(packet, now);
        }
    }

    private void follow(long newSsrc) {
        ssrc = newSsrc;
        statistics.restart();
        anew = true;
    }

    /** Passes it on if it goes on with the sequence numbers, or they begin anew. */
    private void count(RtpPacket packet, long now) {
        switch (statistics.received(packet.sequenceNumber(), packet.timestamp(), packet.payloadLength(), now)) {
            case FOLLOWS -> pass(packet);
            case BEGINS -> {
                anew = true;
                pass(packet);
            }
            case STRANGE -> {}
        }
    }

    private void pass(RtpPacket packet) {
        if (anew) {
            repeated.clear();
        }
        if (repeated.repeats(packet)) {
            return;
        }
        if (first == null) {
            first = packet;
            firstBegins = anew;
        } else {
            second = packet;
            secondBegins = anew;
        }
        anew = false;
    }

    /** The next packet that goes on, lent until another one is put; null if none does. */
    @Nullable
    RtpPacket next() {
        RtpPacket packet = first;
        begins = firstBegins;
        first = second;
        firstBegins = secondBegins;
        second = null;
        return packet;
    }

    /** Whether the packet that {@link #next} gave last has nothing to do with those before. */
    boolean begins() {
        return begins;
    }

    /** Forgets which packets have come, as those that come next are numbered anew. */
    void forgetRepeated() {
        repeated.clear();
    }

    /** Of the party's stream, or {@link #NO_SSRC} before its first packet. */
    long ssrc() {
        return ssrc;
    }

    /** @return whether the party's report is of this stream */
    boolean reported(SenderReport report, long arrival) {
        boolean isOfThis = report.ssrc() == ssrc;
        if (isOfThis) {
            statistics.senderReport(report, arrival);
        }
        return isOfThis;
    }

    /** Empty before the first packet. */
    Optional<ReportBlock> report(long now) {
        return ssrc == NO_SSRC ? Optional.empty() : Optional.of(statistics.report(ssrc, now));
    }

    /** Packets that have come. */
    long packets() {
        return statistics.packets();
    }

    /** Octets of payload that have come. */
    long octets() {
        return statistics.octets();
    }

    double jitterMillis() {
        return statistics.jitterMillis();
    }

    /** bit/s since this was asked last. */
    long bitsPerSecond(long now) {
        return rate.bitsPerSecond(statistics.octets(), now);
    }

    /** What is lost, as of now; to be asked about once a second. */
    LossMeter loss(long now) {
        loss.note(statistics.expected(), statistics.lost(), now);
        return loss;
    }
}
