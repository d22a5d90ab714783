package org.courtbridge.media.rtcp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.rtp.ApplicationDefined;
import org.courtbridge.codecs.rtp.FullIntraRequest;
import org.courtbridge.codecs.rtp.GenericNack;
import org.courtbridge.codecs.rtp.Goodbye;
import org.courtbridge.codecs.rtp.MaximumBitrate;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.ReceiverReport;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtcpPacket;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.codecs.rtp.SourceDescription;
import org.courtbridge.codecs.rtp.TemporaryBitrateNotification;
import org.courtbridge.codecs.rtp.TemporaryBitrateRequest;
import org.courtbridge.codecs.rtp.TransportFeedback;
import org.courtbridge.codecs.rtp.UnknownRtcp;
import org.courtbridge.media.audio.AudioPlayoutClock;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.video.send.VideoSender;

/** Takes what a party says in RTCP to the streams that it is about. Lives on the transport's event loop. */
final class RtcpReceiver {

    private final Streams streams;
    private final ReceivedSound receivedSound;
    private final AudioPlayoutClock soundClock;
    private final Optional<SentSound> sentSound;
    private final PacedTransport line;
    private final Limits limits;
    private final boolean room;

    /**
     * The limits of pictures' bit rates, either way.
     *
     * @param ours those that the party sets for us (TMMBR)
     * @param theirs those that it is asked to heed
     */
    record Limits(TmmbrReceiver ours, BitrateLimit theirs) {}

    /** @param room whether the party may be an old device, which names no SSRC that we know */
    RtcpReceiver(
            Streams streams,
            ReceivedSound receivedSound,
            AudioPlayoutClock soundClock,
            Optional<SentSound> sentSound,
            PacedTransport line,
            Limits limits,
            boolean room) {
        this.streams = streams;
        this.receivedSound = receivedSound;
        this.soundClock = soundClock;
        this.sentSound = sentSound;
        this.line = line;
        this.limits = limits;
        this.room = room;
    }

    /** @param wall when the packet arrived, on the clock of our sender reports */
    void heard(RtcpPacket packet, long arrival, Instant wall) {
        switch (packet) {
            case SenderReport report -> {
                receivedSound.reported(report, arrival);
                soundClock.reported(report, arrival);
                streams.source().ifPresent(source -> source.reported(report, arrival));
                report.reports().forEach(block -> heard(block, wall, arrival));
            }
            case ReceiverReport report -> report.reports().forEach(block -> heard(block, wall, arrival));
            case GenericNack nack -> output(nack.mediaSsrc()).ifPresent(output -> output.resend(nack.lost(), arrival));
            case PictureLossIndication loss ->
                output(loss.mediaSsrc()).ifPresent(output -> {
                    line.keyframeWanted(arrival);
                    output.keyframeWanted(arrival);
                });
            case FullIntraRequest request ->
                request.entries()
                        .forEach(entry -> output(entry.ssrc())
                                .ifPresent(output -> output.fullIntraRequest(entry.sequence(), arrival)));
            case TransportFeedback feedback -> line.heard(feedback, arrival);
            case MaximumBitrate most -> line.limited(most.bitrate(), arrival);
            case TemporaryBitrateRequest request ->
                request.tuples()
                        .forEach(tuple -> output(tuple.ssrc())
                                .ifPresent(output ->
                                        limits.ours.asked(request.senderSsrc(), output.ssrc(), tuple, arrival)));
            case TemporaryBitrateNotification notification -> limits.theirs.heard(notification);
            case Goodbye goodbye -> limits.ours.left(goodbye.ssrcs(), arrival);
            // The signalling says who a party is and when it leaves.
            case SourceDescription ignored -> {}
            case ApplicationDefined ignored -> {}
            case UnknownRtcp ignored -> {}
        }
    }

    private void heard(ReportBlock block, Instant wall, long arrival) {
        sentSound.ifPresent(sound -> {
            sound.reported(block, wall, arrival);
            line.losesSound(sound.recentLoss());
        });
        streams.output(block.ssrc()).ifPresent(output -> {
            output.reported(block, wall, arrival);
            line.heard(block, output.statistics().roundTrip().orElse(Double.NaN), arrival);
        });
    }

    private Optional<VideoSender> output(long ssrc) {
        List<VideoSender> outputs = streams.outputs();
        boolean theOnlyOne = room && outputs.size() == 1;
        return streams.output(ssrc).or(() -> theOnlyOne ? Optional.of(outputs.getFirst()) : Optional.empty());
    }
}
