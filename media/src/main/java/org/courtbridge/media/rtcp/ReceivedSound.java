package org.courtbridge.media.rtcp;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.codecs.rtp.ReceptionStatistics;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.codecs.rtp.SourceProbation;
import org.courtbridge.media.leg.LegMedia.ReceivedAudio;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LossMeter;
import org.courtbridge.media.leg.RateMeter;

/** Counts the sound of one party as it arrives. Lives on the transport's event loop. */
final class ReceivedSound {

    private static final int USUAL_CLOCK = 8000;
    private static final long NO_SSRC = -1;

    private final RateMeter rate = new RateMeter();
    private final LossMeter loss = new LossMeter();
    private final ReceptionStatistics reception = new ReceptionStatistics(USUAL_CLOCK);

    /** Hz, by payload type; 0 where the packets before tell it. */
    private final int[] clocks = new int[128];

    private long ssrc = NO_SSRC;
    private final SourceProbation others = new SourceProbation();

    /** Follows a new offer and answer: which of the agreed formats comes, each packet tells. */
    void agreed(ReceivedAudio sound) {
        Arrays.fill(clocks, 0);
        sound.telephoneEvents().forEach((payloadType, clock) -> clocks[payloadType & 0x7F] = clock);
        sound.formats().forEach((payloadType, format) -> {
            int clock = format.codec().clockRate();
            clocks[payloadType & 0x7F] = clock;
            // It repeats the one format that is agreed with it.
            sound.redundancy().ifPresent(redundancy -> clocks[redundancy & 0x7F] = clock);
        });
    }

    void received(RtpPacket packet, long arrival) {
        if (packet.ssrc() == ssrc) {
            others.present();
        } else if (ssrc == NO_SSRC || others.passes(packet)) {
            ssrc = packet.ssrc();
            reception.restart();
        } else {
            return;
        }
        int clock = clocks[packet.payloadType()];
        if (clock != 0) {
            reception.clockRate(clock);
        }
        reception.received(packet.sequenceNumber(), packet.timestamp(), packet.payloadLength(), arrival);
    }

    /** Heeds the party's report if it is of this stream. */
    void reported(SenderReport report, long arrival) {
        if (report.ssrc() == ssrc) {
            reception.senderReport(report, arrival);
        }
    }

    /** Empty before the first packet. */
    Optional<ReportBlock> report(long now) {
        return ssrc == NO_SSRC ? Optional.empty() : Optional.of(reception.report(ssrc, now));
    }

    LegStatistics.Stream snapshot(long now) {
        loss.note(reception.expected(), reception.lost(), now);
        return new LegStatistics.Stream(
                LegStatistics.Direction.RECEIVED,
                LegStatistics.Medium.AUDIO,
                "main",
                "",
                new LegStatistics.Stream.Traffic(
                        reception.packets(), reception.octets(), rate.bitsPerSecond(reception.octets(), now)),
                new LegStatistics.Stream.Network(
                        loss.total(), loss.recent(), reception.jitterMillis(), OptionalDouble.empty()),
                LegStatistics.Stream.Content.NOTHING,
                Optional.empty());
    }
}
