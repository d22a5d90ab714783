package org.courtbridge.court.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits how many problems are reported within an hour, so that nobody buries those who read them: of one subject from one source, of one
 * subject from everywhere, and of one source. Whoever else holds a participant's link uses up what comes from his own address alone, up to
 * what a link may report in all.
 *
 * <p>Memory is bounded: the subjects and sources that were longest quiet are forgotten first. From any thread.
 */
public final class ReportLimit {

    static final Duration WINDOW = Duration.ofHours(1);

    /** Reports of one subject from one source. */
    public static final int OF_ONE = 6;

    static final int OF_A_SUBJECT = 20;
    static final int FROM_A_SOURCE = 30;

    private static final int MAX_KEYS = 50_000;

    private final InstantSource clock;

    /** Times of reports by key, of each key the oldest first. */
    private final Map<Key, Deque<Instant>> reports = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Deque<Instant>> eldest) {
            return size() > MAX_KEYS;
        }
    };

    /** @param subject empty for all; @param network empty for all */
    private record Key(String subject, String network) {

        int most() {
            if (subject.isEmpty()) {
                return FROM_A_SOURCE;
            }
            return network.isEmpty() ? OF_A_SUBJECT : OF_ONE;
        }
    }

    public ReportLimit(InstantSource clock) {
        this.clock = new ForwardTime(clock);
    }

    /**
     * Asks to report once.
     *
     * @param subject whose problem it is: a participant, or a user and a room
     * @param source IP address; one of version 6 stands for its whole /64
     * @return zero if the report may go on, which then counts; otherwise how long to wait
     */
    public synchronized Duration attempt(String subject, String source) {
        Instant now = clock.instant();
        String network = GuessingLimit.network(source);
        List<Key> keys = List.of(new Key(subject, network), new Key(subject, ""), new Key("", network));
        Duration wait = Duration.ZERO;
        for (Key key : keys) {
            Duration of = wait(key, now);
            wait = of.compareTo(wait) > 0 ? of : wait;
        }
        if (wait.isZero()) {
            keys.forEach(
                    key -> reports.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(now));
        }
        return wait;
    }

    private Duration wait(Key key, Instant now) {
        Deque<Instant> times = reports.get(key);
        if (times == null) {
            return Duration.ZERO;
        }
        while (!times.isEmpty() && !times.getFirst().plus(WINDOW).isAfter(now)) {
            times.removeFirst();
        }
        return times.size() < key.most()
                ? Duration.ZERO
                : Duration.between(now, times.getFirst().plus(WINDOW));
    }
}
