package org.courtbridge.console.rehearsals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Seat;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.LegMedia.SentVideo;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.provisioning.testcall.Rehearsal;
import org.courtbridge.provisioning.testcall.Rehearsal.Because;

/** Collects the statistics of a hearing's legs for some seconds, and sums them up for each party. */
final class RehearsalSamples {

    /** dBov of nothing. */
    private static final double NOTHING = -127;

    /** Per cent. */
    private static final double ALL = 100;

    private final Map<LegId, Watched> watched = new HashMap<>();
    private final Loudness loudness;

    RehearsalSamples(Loudness loudness) {
        this.loudness = loudness;
    }

    /** What counts of the sound of a party. */
    enum Loudness {
        /** The loudest 20 ms of those at which the samples were taken. */
        OF_THE_SAMPLES(LegStatistics.Stream.Content::level, Math::max),
        /** The loudest 20 ms of the minute before the last sample. */
        OF_THE_LAST_MINUTE(LegStatistics.Stream.Content::loudest, (_, last) -> last);

        private final ToDoubleFunction<LegStatistics.Stream.Content> level;
        private final DoubleBinaryOperator both;

        Loudness(ToDoubleFunction<LegStatistics.Stream.Content> level, DoubleBinaryOperator both) {
            this.level = level;
            this.both = both;
        }

        /** dBov. */
        private double of(LegStatistics leg) {
            return received(leg, Medium.AUDIO)
                    .map(LegStatistics.Stream::content)
                    .mapToDouble(level)
                    .max()
                    .orElse(NOTHING);
        }
    }

    /** One leg: as it was first, as it was last, and how loud it was, dBov. */
    private record Watched(LegStatistics first, Instant from, LegStatistics last, Instant until, double loudest) {

        Watched then(Watched next, Loudness loudness) {
            return new Watched(first, from, next.last, next.until, loudness.both.applyAsDouble(loudest, next.loudest));
        }
    }

    void add(List<LegStatistics> legs, Instant at) {
        for (LegStatistics leg : legs) {
            watched.merge(
                    leg.leg(),
                    new Watched(leg, at, leg, at, loudness.of(leg)),
                    (known, next) -> known.then(next, loudness));
        }
    }

    /** Those who were in the hearing all the time that something was known of them, and are still. */
    List<Rehearsal.Party> parties(HearingState state) {
        List<Rehearsal.Party> parties = new ArrayList<>();
        for (Seat seat : inside(state)) {
            Watched leg = seat.leg().map(watched::get).orElse(null);
            if (leg != null && leg.until().isAfter(leg.from())) {
                parties.add(party(seat, leg, state));
            }
        }
        return parties;
    }

    static List<Seat> inside(HearingState state) {
        return state.seats().values().stream()
                .filter(seat -> seat.admitted() && seat.leg().isPresent())
                .toList();
    }

    private static Rehearsal.Party party(Seat seat, Watched leg, HearingState state) {
        return new Rehearsal.Party(
                seat.party().value(),
                seat.name(),
                sound(seat, leg, state),
                pictures(leg),
                loss(leg.last(), Medium.AUDIO, leg.last().reported().sound()),
                loss(leg.last(), Medium.VIDEO, leg.last().reported().picture()),
                sent(leg.last(), Medium.VIDEO).findAny().isPresent(),
                unseen(leg.last(), state));
    }

    /** A party that is muted, or has turned its microphone off, is heard by nobody, whatever it says. */
    private static OptionalDouble sound(Seat seat, Watched leg, HearingState state) {
        long came = packets(leg.last()) - packets(leg.first());
        if (came <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(state.isHeard(seat) ? leg.loudest() : NOTHING);
    }

    private static long packets(LegStatistics leg) {
        return received(leg, Medium.AUDIO)
                .mapToLong(stream -> stream.traffic().packets())
                .sum();
    }

    /** Of several sizes, of that which comes most often. */
    private static OptionalDouble pictures(Watched leg) {
        double seconds = Duration.between(leg.from(), leg.until()).toNanos() / 1e9;
        Map<String, Long> before = received(leg.first(), Medium.VIDEO)
                .collect(Collectors.toMap(
                        RehearsalSamples::name, stream -> stream.content().frames(), Math::max));
        return received(leg.last(), Medium.VIDEO)
                .mapToDouble(stream ->
                        Math.max(0, stream.content().frames() - before.getOrDefault(name(stream), 0L)) / seconds)
                .max();
    }

    private static String name(LegStatistics.Stream stream) {
        return stream.slot() + " " + stream.codec();
    }

    /** Of the last ten seconds, as what was lost when the party came is over; all, if it never arrived; nothing if nobody reports. */
    private static OptionalDouble loss(LegStatistics leg, Medium medium, OptionalDouble reported) {
        return reported.isEmpty()
                ? reported
                : sent(leg, medium)
                        .mapToDouble(stream -> reported.getAsDouble() >= ALL
                                ? ALL
                                : stream.network().recentLoss())
                        .findFirst();
    }

    private static Map<String, Because> unseen(LegStatistics leg, HearingState state) {
        Map<String, Because> unseen = new HashMap<>();
        for (LegStatistics.BlockedPicture picture : leg.blocked()) {
            state.seatOf(picture.source())
                    .ifPresent(seat -> unseen.put(seat.party().value(), because(picture.misfit())));
        }
        return unseen;
    }

    private static Because because(PictureMisfit misfit) {
        return switch (misfit.limit()) {
            case LINE -> Because.LINE_TOO_NARROW;
            case PROCESSOR -> Because.GATEWAY_BUSY;
            default -> Because.CANNOT_BE_SHOWN;
        };
    }

    private static Stream<LegStatistics.Stream> received(LegStatistics leg, Medium medium) {
        return streams(leg, medium, stream -> stream.direction() == Direction.RECEIVED);
    }

    private static Stream<LegStatistics.Stream> sent(LegStatistics leg, Medium medium) {
        return streams(leg, medium, stream -> stream.direction() == Direction.SENT);
    }

    /** But for what is presented. */
    private static Stream<LegStatistics.Stream> streams(
            LegStatistics leg, Medium medium, Predicate<LegStatistics.Stream> which) {
        return leg.streams().stream()
                .filter(stream -> stream.medium() == medium && !stream.slot().equals(SentVideo.CONTENT))
                .filter(which);
    }
}
