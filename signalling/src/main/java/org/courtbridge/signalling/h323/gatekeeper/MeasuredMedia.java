package org.courtbridge.signalling.h323.gatekeeper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h460.QosReport;
import org.courtbridge.h323.ras.AdmittedCall;
import org.courtbridge.signalling.h323.transport.CallNames;

/**
 * Quality reports of endpoints about the media of their calls (H.460.9): in calls between rooms there are no others, as their
 * media do not pass through us. Keeps the last report of each endpoint in each call, and gives it back once, when the call is
 * over. Belongs to the gatekeeper's thread, except for its count.
 */
final class MeasuredMedia {

    private static final double NANOS_OF_MILLISECOND = 1_000_000.0;

    /** The last ones: H323Plus has one for each moment that it measured since its last report. */
    private static final int MOST = 8;

    private final Map<Part, Media> last = new HashMap<>();
    private final LongAdder missedPackets = new LongAdder();

    private record Media(String text, long missedPackets) {}

    /** An endpoint's in a call. */
    record Part(Octets call, boolean answered, String endpointIdentifier) {

        static Part of(AdmittedCall call) {
            return new Part(
                    call.callIdentifier().orElse(call.conferenceId()),
                    call.answered(),
                    call.endpoint().endpointIdentifier());
        }
    }

    void measured(Part part, QosReport report) {
        if (!report.channels().isEmpty()) {
            last.put(part, new Media(text(report), missedPackets(report)));
        }
    }

    /** A part in a call is over. @return what is to be written down of its media, if anything was measured */
    Optional<String> ended(Part part) {
        Optional<Media> media = Optional.ofNullable(last.remove(part));
        media.ifPresent(known -> missedPackets.add(known.missedPackets));
        return media.map(known -> "call=%s endpoint=%s measured %s"
                .formatted(CallNames.of(part.call), part.endpointIdentifier, known.text));
    }

    /** In calls that are over. From any thread. */
    long missedPackets() {
        return missedPackets.sum();
    }

    /** Counted since the call began, so of several moments of a session, which some report, the last has them all. */
    private static long missedPackets(QosReport report) {
        Map<Integer, Long> bySession = new HashMap<>();
        for (QosReport.Channel channel : report.channels()) {
            channel.lost().ifPresent(lost -> bySession.merge(channel.session(), lost, Math::max));
        }
        return bySession.values().stream().mapToLong(Long::longValue).sum();
    }

    static String text(QosReport report) {
        return report.channels().stream()
                .skip(Math.max(0, report.channels().size() - MOST))
                .map(MeasuredMedia::text)
                .collect(Collectors.joining("; "));
    }

    /** Loss and jitter are as the endpoint says them: not all take the same units. */
    private static String text(QosReport.Channel channel) {
        List<String> words = new ArrayList<>();
        words.add("session=" + channel.session());
        channel.lost().ifPresent(lost -> words.add("lost=" + lost));
        channel.lossRate().ifPresent(rate -> words.add("lossRate=" + rate));
        channel.lossFraction().ifPresent(fraction -> words.add("lossFraction=" + fraction));
        channel.meanJitter().ifPresent(jitter -> words.add("meanJitter=" + jitter));
        channel.worstJitter().ifPresent(jitter -> words.add("worstJitter=" + jitter));
        channel.meanDelay().ifPresent(delay -> words.add("meanDelay=" + milliseconds(delay)));
        channel.worstDelay().ifPresent(delay -> words.add("worstDelay=" + milliseconds(delay)));
        channel.throughput().ifPresent(rate -> words.add("throughput=" + rate * 100));
        return String.join(" ", words);
    }

    private static String milliseconds(Duration delay) {
        return "%.1fms".formatted(delay.toNanos() / NANOS_OF_MILLISECOND);
    }
}
