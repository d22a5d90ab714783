package org.courtbridge.media.rtcp;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.courtbridge.media.leg.LegStatistics.Medium;

/**
 * The loss that a party reports of the streams that it is sent, or that follows as it does not report. Lives on the transport's
 * event loop; what other threads may call says so.
 */
final class ReportedLoss {

    /** By SSRC. */
    private final Map<Long, ReportedStream> streams = new HashMap<>();

    private volatile Map<Medium, OptionalDouble> published = Map.of();

    /** Only these streams go on. */
    void keep(List<Long> ssrcs) {
        streams.keySet().retainAll(ssrcs);
    }

    /**
     * The party reports; after the statistics have heeded it.
     *
     * @param sending of the streams that it is sent
     */
    void reported(List<ReportBlock> blocks, List<SendingStatistics> sending, long now) {
        List<Long> ours = sending.stream().map(SendingStatistics::ssrc).toList();
        sending.forEach(sent -> stream(sent).reported(blocks, ours, now));
    }

    private ReportedStream stream(SendingStatistics sent) {
        ReportedStream known = streams.get(sent.ssrc());
        if (known == null || known.sent() != sent) {
            known = new ReportedStream(sent);
            streams.put(sent.ssrc(), known);
        }
        return known;
    }

    /** Publishes what is known now; from time to time. @param picture the first one that it is sent */
    void publish(Optional<SendingStatistics> sound, Optional<SendingStatistics> picture, long now) {
        Map<Medium, OptionalDouble> loss = new EnumMap<>(Medium.class);
        sound.ifPresent(sent -> loss.put(Medium.AUDIO, loss(sent, now)));
        picture.ifPresent(sent -> loss.put(Medium.VIDEO, loss(sent, now)));
        published = loss;
    }

    private OptionalDouble loss(SendingStatistics sent, long now) {
        ReportedStream stream = stream(sent);
        stream.tick(now);
        return stream.loss();
    }

    /** Per cent, as of {@link ReportedStream#loss}; of the first picture. From any thread. */
    OptionalDouble of(Medium medium) {
        return published.getOrDefault(medium, OptionalDouble.empty());
    }
}
