package org.courtbridge.signalling.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.codecs.measure.line.LineReport;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.media.leg.LegStatistics.Stream;
import org.courtbridge.media.probe.StreamCodings;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;
import org.courtbridge.provisioning.testcall.ProbeReport.Rates;
import org.courtbridge.provisioning.testcall.ProbeReport.Sent;
import org.courtbridge.provisioning.testcall.ProbeReport.WatchedPicture;
import org.courtbridge.provisioning.testcall.ProbeReport.WatchedSound;

/**
 * Watches a call in a hearing by looks at its statistics, which neither the room nor the hearing notices. Some looks a second, for
 * some seconds. For one thread.
 */
final class WatchedCall {

    /** dBov of a block of 20 ms without any sound. */
    private static final double DIGITAL_SILENCE = -127;

    /** Blocks of so much less than the loudest are no speech: the margin of ITU-T P.56, section 7.4. */
    private static final double SPEECH_MARGIN_DB = 15.9;

    /** Of a level that goes up and down by less, nobody knows whether it is speech. */
    private static final double SPEECH_SPREAD_DB = 10;

    /** Looks at sound from which something is told: 2 s. */
    private static final int FEWEST_LOOKS = 10;

    private static final double KILO = 1_000;

    private final LegStatistics first;
    private final Instant begun;
    private LegStatistics latest;
    private Instant looked;

    /** Levels of looks before which packets had come, dBov. */
    private final List<Double> levels = new ArrayList<>();

    private final List<Double> jitters = new ArrayList<>();
    private final List<Double> roundTrips = new ArrayList<>();
    private double bitsUp;
    private double bitsDown;
    private int looks;
    private Instant pictureCame;
    private Duration longestGap = Duration.ZERO;

    WatchedCall(LegStatistics first, Instant begun) {
        this.first = first;
        this.begun = begun;
        this.latest = first;
        this.looked = begun;
        this.pictureCame = begun;
    }

    /** @param now of the same leg */
    void look(LegStatistics now, Instant at) {
        received(now, Medium.AUDIO).ifPresent(sound -> {
            if (sound.traffic().packets() > packets(latest, Medium.AUDIO)) {
                levels.add(sound.content().level());
                jitters.add(sound.network().jitter());
            }
        });
        long before = frames(latest);
        long pictures = frames(now);
        if (pictures > before) {
            pictureCame = at;
        }
        Duration gap = Duration.between(pictureCame, at);
        longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
        now.streams().forEach(stream -> stream.network().roundTrip().ifPresent(roundTrips::add));
        bitsUp += rate(now, Direction.RECEIVED);
        bitsDown += rate(now, Direction.SENT);
        looks++;
        latest = now;
        looked = at;
    }

    Duration watched() {
        return Duration.between(begun, looked);
    }

    Connection.Watched connection() {
        return new Connection.Watched(latest.encrypted(), StreamCodings.of(latest.streams()), sound(), picture());
    }

    private Optional<WatchedSound> sound() {
        return received(latest, Medium.AUDIO).map(_ -> new WatchedSound(came(Medium.AUDIO), silence(), speechLevel()));
    }

    private OptionalDouble silence() {
        if (levels.size() < FEWEST_LOOKS) {
            return OptionalDouble.empty();
        }
        long silent = levels.stream().filter(level -> level <= DIGITAL_SILENCE).count();
        return OptionalDouble.of(100.0 * silent / levels.size());
    }

    /** Blocks of 20 ms that looks happen upon, so that it is an estimate, which the active level of P.56 is near to. */
    private OptionalDouble speechLevel() {
        double[] sorted =
                levels.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length < FEWEST_LOOKS) {
            return OptionalDouble.empty();
        }
        double loudest = sorted[sorted.length - 1];
        double[] active = Arrays.stream(sorted)
                .filter(level -> level > loudest - SPEECH_MARGIN_DB)
                .toArray();
        boolean speech = loudest - sorted[sorted.length / 10] >= SPEECH_SPREAD_DB && active.length >= FEWEST_LOOKS / 2;
        return speech
                ? OptionalDouble.of(10
                        * Math.log10(Arrays.stream(active)
                                .map(level -> Math.pow(10, level / 10))
                                .average()
                                .orElseThrow()))
                : OptionalDouble.empty();
    }

    private Optional<WatchedPicture> picture() {
        return received(latest, Medium.VIDEO).map(_ -> {
            double seconds = watched().toMillis() / KILO;
            boolean seen = frames(latest) > 0 && seconds > 0;
            return new WatchedPicture(
                    came(Medium.VIDEO),
                    seen ? OptionalDouble.of((frames(latest) - frames(first)) / seconds) : OptionalDouble.empty(),
                    seen ? OptionalDouble.of(longestGap.toMillis() / KILO) : OptionalDouble.empty());
        });
    }

    /** The line that the received sound came over. */
    Optional<LineReport> line() {
        return received(latest, Medium.AUDIO).map(sound -> {
            long lost = Math.max(0, sound.network().lost() - lost(first));
            long packets = came(Medium.AUDIO) + lost;
            OptionalDouble unknown = OptionalDouble.empty();
            return new LineReport(
                    packets,
                    0,
                    packets == 0 ? unknown : OptionalDouble.of(100.0 * lost / packets),
                    unknown,
                    unknown,
                    unknown,
                    jitters.stream().mapToDouble(Double::doubleValue).average(),
                    median(roundTrips),
                    unknown,
                    unknown,
                    unknown);
        });
    }

    /** The rates of what has flowed: the line carries so much at the least. */
    Rates rates() {
        return looks == 0
                ? Rates.UNKNOWN
                : new Rates(
                        OptionalDouble.of(bitsUp / looks / KILO),
                        true,
                        OptionalDouble.of(bitsDown / looks / KILO),
                        true);
    }

    Sent sent() {
        OptionalDouble unknown = OptionalDouble.empty();
        return new Sent(latest.reported().sound(), latest.reported().picture(), median(roundTrips), unknown, unknown);
    }

    private static OptionalDouble median(List<Double> figures) {
        return figures.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(figures.stream().sorted().toList().get(figures.size() / 2));
    }

    private long came(Medium medium) {
        return Math.max(0, packets(latest, medium) - packets(first, medium));
    }

    private static Optional<Stream> received(LegStatistics statistics, Medium medium) {
        return statistics.streams().stream()
                .filter(stream -> stream.direction() == Direction.RECEIVED && stream.medium() == medium)
                .findFirst();
    }

    private static long packets(LegStatistics statistics, Medium medium) {
        return received(statistics, medium)
                .map(stream -> stream.traffic().packets())
                .orElse(0L);
    }

    private static long lost(LegStatistics statistics) {
        return received(statistics, Medium.AUDIO)
                .map(stream -> stream.network().lost())
                .orElse(0L);
    }

    private static long frames(LegStatistics statistics) {
        return received(statistics, Medium.VIDEO)
                .map(stream -> stream.content().frames())
                .orElse(0L);
    }

    private static double rate(LegStatistics statistics, Direction direction) {
        return statistics.streams().stream()
                .filter(stream -> stream.direction() == direction)
                .mapToLong(stream -> stream.traffic().bitrate())
                .sum();
    }
}
