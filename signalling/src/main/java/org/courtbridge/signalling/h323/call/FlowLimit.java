package org.courtbridge.signalling.h323.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Flow control of one channel that the room sends on: decides, from the rate measured in each second, which limit the room is
 * told. It is told one at once when the rate that is of use to anybody falls or clearly rises, and when its average over two
 * seconds clearly exceeds the limit. If it does not obey, it is told again after a pause, which doubles each time, a few times;
 * and anew once it has obeyed for a minute.
 */
final class FlowLimit {

    /** bit/s; to ask for less is to ask for no picture. */
    static final long LEAST = 64_000;

    /** Of the limit: packets' headers, and seconds with more to see. */
    private static final double TOLERANCE = 1.15;

    /** Of what the room was told, by how much more must be of use for it to be told so. */
    private static final double WORTH_TELLING = 1.2;

    private static final int MOST_REPETITIONS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(4);
    private static final Duration GOOD_CONDUCT = Duration.ofMinutes(1);

    private final long allowed;
    private Optional<Long> told = Optional.empty();
    private Optional<Long> before = Optional.empty();
    private Instant next = Instant.MIN;
    private Duration pause = FIRST_PAUSE;
    private int repetitions;
    private long average;
    private boolean exceeded;
    private Optional<Instant> obeysSince = Optional.empty();

    /** @param allowed bit/s that the channel carries */
    FlowLimit(long allowed) {
        this.allowed = allowed;
    }

    long allowed() {
        return allowed;
    }

    /** bit/s of the last two seconds. */
    long average() {
        return average;
    }

    /** Whether the room has ever sent more than the channel carries. */
    boolean hasExceeded() {
        return exceeded;
    }

    /**
     * @param bits bit/s that came in the last second
     * @param useful bit/s that somebody has use of; {@code Long.MAX_VALUE} if there is no limit
     * @return what the room is to be told, if it is to be told anything: bit/s, or that there is no limit
     */
    Optional<Optional<Long>> measured(long bits, long useful, Instant now) {
        long limit = Math.min(allowed, Math.max(LEAST, useful));
        average = before.map(last -> last / 2 + bits / 2).orElse(0L);
        before = Optional.of(bits);
        exceeded |= average > TOLERANCE * allowed;
        if (isNew(limit)) {
            return tell(limit, now);
        }
        return average > TOLERANCE * limit ? admonish(limit, now) : praise(now);
    }

    private boolean isNew(long limit) {
        return told.map(last -> limit < last || limit > last && (limit == allowed || limit > WORTH_TELLING * last))
                .orElse(limit < allowed);
    }

    private Optional<Optional<Long>> tell(long limit, Instant now) {
        repetitions = 0;
        pause = FIRST_PAUSE;
        next = now.plus(pause);
        obeysSince = Optional.empty();
        boolean free = limit == allowed && !exceeded;
        told = free ? Optional.empty() : Optional.of(limit);
        return Optional.of(told);
    }

    private Optional<Optional<Long>> admonish(long limit, Instant now) {
        obeysSince = Optional.empty();
        if (now.isBefore(next) || repetitions == MOST_REPETITIONS) {
            return Optional.empty();
        }
        repetitions++;
        next = now.plus(pause);
        pause = pause.multipliedBy(2);
        told = Optional.of(limit);
        return Optional.of(told);
    }

    private Optional<Optional<Long>> praise(Instant now) {
        if (obeysSince.isEmpty()) {
            obeysSince = Optional.of(now);
        } else if (!obeysSince.get().plus(GOOD_CONDUCT).isAfter(now)) {
            repetitions = 0;
            pause = FIRST_PAUSE;
        }
        return Optional.empty();
    }
}
