package org.courtbridge.h323.ras;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down whoever guesses passwords: after three wrong ones, the next is not looked at before a second has passed, then
 * two, up to five minutes. Bounded: those who failed longest ago are forgotten first.
 */
final class FailureLimit {

    private static final int REMEMBERED = 10_000;
    private static final int FREE = 3;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** For a name, where it was tried from: a stranger must not lock out whose name it is. */
    private record Key(String name, InetAddress source) {}

    private record Failures(int count, Instant until, Instant forgotten) {}

    private final Map<Key, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    boolean isTooSoon(String name, InetAddress source, Instant now) {
        Failures known = failures.get(new Key(name, source));
        return known != null && now.isBefore(known.until);
    }

    void failed(String name, InetAddress source, Instant now) {
        failures.merge(
                new Key(name, source),
                after(1, now),
                (known, first) -> now.isBefore(known.forgotten) ? after(known.count + 1, now) : first);
    }

    private static Failures after(int count, Instant now) {
        Duration pause = count < FREE ? Duration.ZERO : FIRST.multipliedBy(1L << Math.min(count - FREE, 20));
        Duration bounded = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        return new Failures(count, now.plus(bounded), now.plus(LONGEST.multipliedBy(2)));
    }

    void succeeded(String name, InetAddress source) {
        failures.remove(new Key(name, source));
    }
}
