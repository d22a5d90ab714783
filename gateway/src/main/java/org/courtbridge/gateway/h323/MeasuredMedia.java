package org.courtbridge.gateway.h323;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.h460.QosReport;
import org.courtbridge.h323.ras.AdmittedCall;
import org.courtbridge.h323.ras.GatekeeperAction;

/**
 * Writes down what endpoints have measured of their calls' media (H.460.9), under the name of the call: in calls between rooms
 * nobody else knows, as their media do not pass by us.
 */
final class MeasuredMedia {

    private static final Logger log = LogManager.getLogger(MeasuredMedia.class);

    private static final double NANOS_OF_MILLISECOND = 1_000_000.0;

    /** The last ones: H323Plus has one for each moment that it measured since its last report. */
    private static final int MOST = 8;

    private MeasuredMedia() {}

    /** At a call's end for everybody, before that for who looks closely. */
    static void log(GatekeeperAction.Measured measured) {
        AdmittedCall call = measured.call();
        String name = CallNames.of(call.callIdentifier().orElse(call.conferenceId()));
        String media = text(measured.report());
        if (measured.last()) {
            log.info("call={} endpoint={} measured {}", name, call.endpoint(), media);
        } else {
            log.debug("call={} endpoint={} measures {}", name, call.endpoint(), media);
        }
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
