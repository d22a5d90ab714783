package org.courtbridge.codecs.measure.line;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioDecoder;

/** Measures the line that packets of sound come over. Time is a parameter; one thread at a time. */
public final class LineMeter {

    /** Packets that make figures of a line: 1 s of sound. */
    private static final int LEAST_PACKETS = 50;

    /** ms besides the line: a packet of 20 ms, and the least that a jitter buffer and two devices take. */
    private static final double ENDS = 20 + 20 + 20;

    /** What a jitter buffer waits for, in jitters. */
    private static final double JITTERS = 2;

    private static final int ROUND_TRIPS = 64;

    /** Part of a new difference in the jitter (RFC 3550, section 6.4.1). */
    private static final double GAIN = 1 / 16.0;

    private final AudioCodec codec;
    private final LossPattern pattern = new LossPattern();
    private final SendingOrder order = new SendingOrder(pattern);
    private final double[] roundTrips = new double[ROUND_TRIPS];
    private int measuredTrips;
    private boolean began;
    private int lastNumber;
    private double packetMs;
    private long lastTimestamp;
    private long lastArrival;
    private double jitter;
    private double jitterSum;
    private long jitters;

    public LineMeter(AudioCodec codec) {
        this.codec = codec;
        packetMs = codec.packetMs();
    }

    /**
     * A packet came.
     *
     * @param timestamp of RTP, 0 to 2^32 - 1
     * @param arrival nanoseconds
     */
    public void packet(int sequenceNumber, long timestamp, long arrival) {
        order.came(sequenceNumber);
        if (began) {
            double sent = (int) (timestamp - lastTimestamp) * 1_000.0 / codec.clockRate();
            if ((sequenceNumber - lastNumber & 0xFFFF) == 1 && sent > 0 && sent <= AudioDecoder.MAX_MS) {
                packetMs = sent;
            }
            double difference = Math.abs((arrival - lastArrival) / 1e6 - sent);
            jitter += GAIN * (difference - jitter);
            jitterSum += jitter;
            jitters++;
        }
        began = true;
        lastNumber = sequenceNumber;
        lastTimestamp = timestamp;
        lastArrival = arrival;
    }

    /** A round trip was measured, as from a receiver report (RFC 3550, section 6.4.1). */
    public void roundTrip(double ms) {
        roundTrips[measuredTrips++ % ROUND_TRIPS] = ms;
    }

    /** No packet comes any more: those that are still awaited are lost. */
    public void end() {
        order.finish();
    }

    public LineReport report() {
        OptionalDouble none = OptionalDouble.empty();
        OptionalDouble trip = median();
        if (pattern.expected() < LEAST_PACKETS) {
            return new LineReport(pattern.expected(), none, none, none, none, none, trip, none, none, none);
        }
        OptionalDouble meanJitter = jitters == 0 ? none : OptionalDouble.of(jitterSum / jitters);
        double loss = pattern.loss().orElseThrow();
        EModel model = Equipment.modelOf(codec);
        OptionalDouble rating = rating(trip, meanJitter.orElse(0), loss);
        Connection best = Connection.PERFECT.withDelay(delay(trip.orElse(0), meanJitter.orElse(0)));
        double atMost = Equipment.of(codec)
                .map(equipment -> equipment.robustness().isPresent()
                        ? best.withCodec(
                                        equipment.impairment(),
                                        equipment.robustness().getAsDouble())
                                .withLoss(loss, pattern.burstRatio())
                        : best.withCodec(equipment.impairment(), 1))
                .map(model::rating)
                .orElseGet(() -> model.rating(best));
        return new LineReport(
                pattern.expected(),
                pattern.loss(),
                OptionalDouble.of(pattern.longestRow() * packetMs),
                pattern.burstLoss(),
                OptionalDouble.of(pattern.burstRatio()),
                meanJitter,
                trip,
                rating.isPresent() ? OptionalDouble.of(model.relative(rating.getAsDouble())) : none,
                OptionalDouble.of(model.relative(atMost)),
                rating.isPresent() ? OptionalDouble.of(model.meanOpinionScore(rating.getAsDouble())) : none);
    }

    /** What is published and was measured, or nothing. */
    private OptionalDouble rating(OptionalDouble trip, double meanJitter, double loss) {
        var equipment = Equipment.of(codec);
        if (trip.isEmpty() || equipment.isEmpty()) {
            return OptionalDouble.empty();
        }
        OptionalDouble robustness = equipment.get().robustness();
        if (loss > 0 && robustness.isEmpty()) {
            return OptionalDouble.empty();
        }
        Connection connection = Connection.PERFECT
                .withDelay(delay(trip.getAsDouble(), meanJitter))
                .withCodec(equipment.get().impairment(), robustness.orElse(1))
                .withLoss(loss, pattern.burstRatio());
        return OptionalDouble.of(equipment.get().model().rating(connection));
    }

    private static double delay(double trip, double meanJitter) {
        return trip / 2 + ENDS + JITTERS * meanJitter;
    }

    private OptionalDouble median() {
        int count = Math.min(measuredTrips, ROUND_TRIPS);
        double[] sorted = Arrays.copyOf(roundTrips, count);
        Arrays.sort(sorted);
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[count / 2]);
    }
}
