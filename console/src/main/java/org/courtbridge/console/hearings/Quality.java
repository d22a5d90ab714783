package org.courtbridge.console.hearings;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.courtbridge.console.html.Messages;
import org.courtbridge.media.leg.LegCondition;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.media.leg.LegStatistics.Stream;

/** Translates the statistics of a leg into complaints in plain words. */
public final class Quality {

    /** Per cent of the last seconds; from here on people hear and see it. */
    private static final double LOSS_PERCENT = 1;

    /** Milliseconds; the jitter buffer hides less. */
    private static final double JITTER = 60;

    /** Milliseconds there and back; beyond it people begin to talk into each other (ITU-T G.114). */
    private static final double ROUND_TRIP = 400;

    /** dBov; a room with a live microphone is louder. */
    private static final double SILENCE = -75;

    /** Milliseconds. */
    private static final long CONCEALED = 2_000;

    private Quality() {}

    /** Returns what is wrong with the leg, in words; empty if nothing is. */
    public static List<String> complaints(LegStatistics leg, Messages messages) {
        List<String> complaints = new ArrayList<>();
        leg.conditions().stream().sorted().forEach(condition -> complaints.add(messages.get("condition." + condition)));
        Predicate<Stream> received = stream -> stream.direction() == Direction.RECEIVED;
        boolean sound = leg.streams().stream()
                .anyMatch(received.and(stream ->
                        stream.medium() == Medium.AUDIO && stream.traffic().bitrate() > 0));
        boolean picture = leg.streams().stream()
                .anyMatch(received.and(stream ->
                        stream.medium() == Medium.VIDEO && stream.traffic().bitrate() > 0));
        if (!sound && leg.conditions().stream().noneMatch(LegCondition::silences)) {
            complaints.add(messages.get("quality.nosound"));
        }
        if (!picture && leg.conditions().stream().noneMatch(LegCondition::hides)) {
            complaints.add(messages.get("quality.nopicture"));
        }
        loss(leg, Direction.RECEIVED)
                .ifPresent(percent -> complaints.add(messages.get("quality.lossin", round(percent))));
        loss(leg, Direction.SENT).ifPresent(percent -> complaints.add(messages.get("quality.lossout", round(percent))));
        double jitter = leg.streams().stream()
                .mapToDouble(stream -> stream.network().jitter())
                .max()
                .orElse(0);
        if (jitter > JITTER) {
            complaints.add(messages.get("quality.jitter", round(jitter)));
        }
        double roundTrip = leg.streams().stream()
                .flatMapToDouble(stream -> stream.network().roundTrip().stream())
                .max()
                .orElse(0);
        if (roundTrip > ROUND_TRIP) {
            complaints.add(messages.get("quality.delay", round(roundTrip)));
        }
        long concealed = leg.streams().stream()
                .mapToLong(stream -> stream.content().concealed())
                .sum();
        if (concealed > CONCEALED) {
            complaints.add(messages.get("quality.concealed", concealed / 1000));
        }
        leg.blocked().forEach(blocked -> complaints.add(Figures.blocked(blocked, messages)));
        leg.refused().stream()
                .filter(refused -> refused.reason() != LegMedia.Refusal.ONE_TOO_MANY)
                .forEach(refused -> complaints.add(Figures.refused(refused, messages)));
        return complaints;
    }

    /** Whether sound arrives with nothing in it. No fault: browsers send it so while nobody speaks. */
    static boolean isQuiet(LegStatistics leg) {
        return leg.streams().stream()
                .filter(stream -> stream.direction() == Direction.RECEIVED && stream.medium() == Medium.AUDIO)
                .allMatch(stream -> stream.content().level() < SILENCE);
    }

    private static OptionalDouble loss(LegStatistics leg, Direction direction) {
        return leg.streams().stream()
                .filter(stream -> stream.direction() == direction)
                .mapToDouble(stream -> stream.network().recentLoss())
                .filter(percent -> percent >= LOSS_PERCENT)
                .max();
    }

    private static long round(double value) {
        return Math.round(value);
    }
}
