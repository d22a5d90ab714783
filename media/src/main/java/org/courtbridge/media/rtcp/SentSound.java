package org.courtbridge.media.rtcp;

import java.time.Instant;
import java.util.Optional;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.courtbridge.media.audio.StreamTime;
import org.courtbridge.media.leg.LegMedia.SentAudio;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LossMeter;
import org.courtbridge.media.leg.RateMeter;

/** Counts the sound that one party is sent, on its way out. Lives on the transport's event loop. */
final class SentSound {

    private final RateMeter rate = new RateMeter();
    private final LossMeter loss = new LossMeter();
    private final SendingStatistics statistics;
    private final StreamTime time;
    private SentAudio agreed;

    private SentSound(SentAudio agreed) {
        this.agreed = agreed;
        this.statistics =
                new SendingStatistics(agreed.ssrc(), agreed.format().codec().clockRate());
        this.time = new StreamTime(agreed.format().codec().clockRate());
    }

    /** Goes on with the counts of before if the stream goes on. */
    static SentSound following(Optional<SentSound> before, SentAudio agreed) {
        SentSound sound =
                before.filter(known -> known.agreed.ssrc() == agreed.ssrc()).orElseGet(() -> new SentSound(agreed));
        sound.agreed = agreed;
        return sound;
    }

    void sent(RtpPacket packet, long now) {
        if (packet.ssrc() == agreed.ssrc()) {
            // A tick may be late; its sound is that of when it was due.
            time.arrived(packet.timestamp(), now);
            statistics.sent(packet.timestamp(), packet.payloadLength(), time.at(packet.timestamp()) + time.base());
        }
    }

    /** Heeds what the party reports if it is of this stream. */
    void reported(ReportBlock block, Instant wall, long now) {
        if (block.ssrc() == agreed.ssrc()) {
            statistics.reported(block, wall);
            loss.note(statistics.reportedExpected(), statistics.reportedLost(), now);
        }
    }

    /** Per cent, as the party reports. */
    double recentLoss() {
        return loss.recent();
    }

    SendingStatistics statistics() {
        return statistics;
    }

    LegStatistics.Stream snapshot(long now) {
        return new LegStatistics.Stream(
                LegStatistics.Direction.SENT,
                LegStatistics.Medium.AUDIO,
                "main",
                agreed.format().codec().name(),
                new LegStatistics.Stream.Traffic(
                        statistics.packets(), statistics.octets(), rate.bitsPerSecond(statistics.octets(), now)),
                new LegStatistics.Stream.Network(
                        loss.total(), loss.recent(), statistics.reportedJitter(), statistics.roundTrip()),
                LegStatistics.Stream.Content.ofSound(statistics.packets(), 0, 0, 0),
                Optional.empty());
    }
}
