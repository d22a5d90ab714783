package org.courtbridge.codecs.measure.line;

import java.util.OptionalDouble;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioDecoder;

/** Measures the line that packets of sound come over. Time is a parameter; one thread at a time. */
public final class LineMeter {

    /** Packets that make figures of a line: 1 s of sound. */
    private static final int LEAST_PACKETS = 50;

    /** ms besides the line: a packet of 20 ms, and the least that a jitter buffer and two devices take. */
    private static final double ENDS = 20 + 20 + 20;

    /** Delay of the assumed jitter buffer, as a multiple of the mean jitter. */
    private static final double JITTERS = 2;

    /** ms after which what should have come is missing: what a jitter buffer waits at most. */
    private static final double LATE = 200;

    /** ms after which silence that a codec need not send may be a line that died; Opus says every 400 ms that it is silent. */
    private static final double LONG_SILENCE = 1_000;

    /** ms by which timestamps and arrivals of one stream differ at most, from before an outage to after it. */
    private static final double ALIKE = 1_000;

    private final AudioCodec codec;
    private final LossPattern pattern = new LossPattern();
    private final SendingOrder order = new SendingOrder(pattern);
    private final RecentRoundTrips roundTrips = new RecentRoundTrips();
    private final MeanJitter jitter = new MeanJitter();
    private boolean began;
    private boolean ended;
    private double silence;
    private int lastNumber;
    private double packetMs;
    private long lastTimestamp;
    private long lastArrival;
    private long lastCame;

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
        double sent = (int) (timestamp - lastTimestamp) * 1_000.0 / codec.clockRate();
        double difference = Math.abs((arrival - lastArrival) / 1e6 - sent);
        if (began && (sequenceNumber - lastNumber & 0xFFFF) == 1 && sent > 0 && sent <= AudioDecoder.MAX_MS) {
            packetMs = sent;
        }
        if (order.leaps(sequenceNumber) && sent > 0 && difference <= ALIKE) {
            order.outage(missing(sequenceNumber, sent));
        }
        SendingOrder.Place place = order.came(sequenceNumber, packetMs);
        if (place == SendingOrder.Place.STRAY) {
            return;
        }
        if (began && place == SendingOrder.Place.HERE) {
            jitter.add(difference);
        }
        began = true;
        lastNumber = sequenceNumber;
        lastTimestamp = timestamp;
        lastArrival = arrival;
        lastCame = arrival;
    }

    /** A packet of the same stream came that is no sound, a telephone event or comfort noise: it is not lost, and tells no jitter. */
    public void other(int sequenceNumber, long arrival) {
        if (began && order.came(sequenceNumber, packetMs) != SendingOrder.Place.STRAY) {
            lastCame = arrival;
        }
    }

    /** Of a stream that goes on after an outage. Where it may have been silent, numbers say what was sent, if they go on. */
    private long missing(int sequenceNumber, double sent) {
        long byTime = Math.max(0, Math.round(sent / packetMs) - 1);
        long byNumber = (sequenceNumber - lastNumber & 0xFFFF) - 1;
        return mayBeSilent() ? Math.min(byTime, byNumber) : byTime;
    }

    /** Whether it sends nothing while nobody speaks. */
    private boolean mayBeSilent() {
        return codec == AudioCodec.OPUS || codec == AudioCodec.G729;
    }

    /** ms in which nothing came. */
    private double since(long now) {
        return began && !ended ? (now - lastCame) / 1e6 : 0;
    }

    private long overdue(long now) {
        return mayBeSilent() || since(now) < LATE ? 0 : Math.round(since(now) / packetMs) - 1;
    }

    /** A round trip was measured, as from a receiver report (RFC 3550, section 6.4.1). */
    public void roundTrip(double ms) {
        roundTrips.add(ms);
    }

    /**
     * The sender has ceased to send: packets that are still awaited are lost.
     *
     * @param now nanoseconds, on the clock of arrivals; up to then more should have come
     */
    public void end(long now) {
        order.finish();
        pattern.lost(overdue(now));
        silence = mayBeSilent() && since(now) > LONG_SILENCE ? since(now) : 0;
        ended = true;
    }

    /**
     * Figures up to now; goes on measuring.
     *
     * @param now nanoseconds, on the clock of arrivals: if nothing has come for a while, it is missing
     */
    public LineReport report(long now) {
        double quiet = mayBeSilent() && since(now) > LONG_SILENCE ? since(now) : silence;
        return report(overdue(now) > 0 ? pattern.after(overdue(now)) : pattern, quiet);
    }

    private LineReport report(LossPattern pattern, double quiet) {
        OptionalDouble none = OptionalDouble.empty();
        OptionalDouble trip = roundTrips.median();
        if (pattern.expected() < LEAST_PACKETS) {
            return new LineReport(pattern.expected(), quiet, none, none, none, none, none, trip, none, none, none);
        }
        OptionalDouble meanJitter = jitter.millis();
        double loss = pattern.loss().orElseThrow();
        EModel model = Equipment.modelOf(codec);
        OptionalDouble rating = rating(pattern, trip, meanJitter.orElse(0), loss);
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
                quiet,
                pattern.loss(),
                OptionalDouble.of(pattern.longestRow()),
                pattern.burstLoss(),
                OptionalDouble.of(pattern.burstRatio()),
                meanJitter,
                trip,
                rating.isPresent() ? OptionalDouble.of(model.relative(rating.getAsDouble())) : none,
                OptionalDouble.of(model.relative(atMost)),
                rating.isPresent() ? OptionalDouble.of(model.meanOpinionScore(rating.getAsDouble())) : none);
    }

    /** Rating by the E-model; empty where the round trip was not measured, or no figures of the codec are published. */
    private OptionalDouble rating(LossPattern pattern, OptionalDouble trip, double meanJitter, double loss) {
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
}
