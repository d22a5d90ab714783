package org.courtbridge.media.rtcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.video.send.VideoSender;

/**
 * The streams that one transport carries now, with the counts of its sound, which go on from one offer and answer to the next.
 * Pictures count themselves. Lives on the transport's event loop.
 */
final class CarriedStreams {

    private final ReceivedSound receivedSound = new ReceivedSound();
    private Optional<SentSound> sentSound = Optional.empty();
    private Streams agreed = Streams.NONE;

    /** Follows a new offer and answer. */
    void agreed(Streams streams) {
        agreed = streams;
        streams.receivedAudio().ifPresent(receivedSound::agreed);
        streams.sentAudio().ifPresent(sound -> sentSound = Optional.of(SentSound.following(sentSound, sound)));
    }

    /** Carries nothing more. */
    void end() {
        agreed = Streams.NONE;
    }

    Streams agreed() {
        return agreed;
    }

    ReceivedSound receivedSound() {
        return receivedSound;
    }

    /** Empty while the party is sent no sound. */
    Optional<SentSound> sentSound() {
        return agreed.sentAudio().isPresent() ? sentSound : Optional.empty();
    }

    /** Counts a packet on its way out, if it is of the sound. */
    void sent(RtpPacket packet, BridgeClock clock) {
        if (sentSound.isPresent() && agreed.sentAudio().isPresent()) {
            sentSound.get().sent(packet, clock.now());
        }
    }

    /** Whether a stream has begun of which nothing was reported. */
    boolean hasNews() {
        boolean news = sentSound().isPresent() && sentSound().get().statistics().isUnreported();
        for (VideoSender output : agreed.outputs()) {
            news |= output.statistics().isUnreported();
        }
        return news;
    }

    /** Statistics of each stream that is sent, those of the sound first. */
    List<SendingStatistics> sending() {
        List<SendingStatistics> sending = new ArrayList<>();
        sentSound().ifPresent(sound -> sending.add(sound.statistics()));
        agreed.outputs().forEach(output -> sending.add(output.statistics()));
        return sending;
    }

    /** The reception of each stream that has begun to come (RFC 3550, section 6.4.1). */
    List<ReportBlock> reports(long now) {
        List<ReportBlock> blocks = new ArrayList<>(2);
        if (agreed.receivedAudio().isPresent()) {
            receivedSound.report(now).ifPresent(blocks::add);
        }
        agreed.source().ifPresent(source -> blocks.addAll(source.reports(now)));
        return blocks;
    }

    /** Figures of all of them. */
    List<LegStatistics.Stream> snapshot(long now) {
        List<LegStatistics.Stream> streams = new ArrayList<>();
        agreed.receivedAudio().ifPresent(any -> streams.add(receivedSound.snapshot(now)));
        sentSound().ifPresent(sound -> streams.add(sound.snapshot(now)));
        agreed.source().ifPresent(source -> streams.addAll(source.snapshot(now)));
        agreed.outputs().forEach(output -> streams.add(output.snapshot(now)));
        return streams;
    }
}
