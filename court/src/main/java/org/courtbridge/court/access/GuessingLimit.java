package org.courtbridge.court.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down and then blocks whoever guesses secrets: by what is guessed at, and by where the guesses come from.
 *
 * <p>An attempt counts as failed from its beginning until {@link #succeeded} or {@link #undecided} says otherwise, so that
 * a thousand attempts at once are a thousand failures. Memory is bounded: the longest unused are forgotten first.
 */
public final class GuessingLimit {

    private static final int MAX_KEYS = 50_000;
    private static final int IPV6_NETWORK = 8;
    private static final int IPV6_SITE = 6;

    private final Failures names;
    private final Failures sources;
    private final ForwardTime time = new ForwardTime();

    /**
     * Delays for failed attempts.
     *
     * @param free failures before waiting begins
     * @param first how long to wait then; twice as long after each further failure
     * @param most failures before the block
     * @param block how long nothing is let through; after twice as long without attempts, all is forgotten
     */
    public record Limits(int free, Duration first, int most, Duration block) {

        private Duration pause(int failures) {
            if (failures < free) {
                return Duration.ZERO;
            }
            Duration pause = first.multipliedBy(1L << Math.min(failures - free, 20));
            return failures >= most || pause.compareTo(block) > 0 ? block : pause;
        }
    }

    public GuessingLimit(Limits perName, Limits perSource) {
        names = new Failures(perName);
        sources = new Failures(perSource);
    }

    /**
     * Asks to try once.
     *
     * @param name what is guessed at; with the source in it where a stranger must not lock out the person whose it is
     * @param source IP address; one of version 6 stands for its whole /64, which its user may pick from freely
     * @param clock the time, which may be set back
     * @return zero if the attempt may go on, otherwise how long to wait
     */
    public synchronized Duration attempt(String name, String source, Instant clock) {
        Instant now = time.at(clock);
        String network = network(source);
        Duration byName = names.wait(name, now);
        Duration bySource = sources.wait(network, now);
        Duration wait = byName.compareTo(bySource) > 0 ? byName : bySource;
        if (wait.isZero()) {
            names.failed(name, now);
            sources.failed(network, now);
        }
        return wait;
    }

    /** The attempt knew the secret: the name is forgiven, and the source has one failure less. */
    public synchronized void succeeded(String name, String source) {
        names.forgive(name);
        sources.takeBack(network(source));
    }

    /** Whether the attempt was right was never found out, for a reason of ours: it counts for nothing. */
    public synchronized void undecided(String name, String source) {
        names.takeBack(name);
        sources.takeBack(network(source));
    }

    /** The network that an address counts as: the address itself, or of one of version 6 its /64. */
    public static String network(String source) {
        return prefix(source, IPV6_NETWORK);
    }

    /**
     * The site that an address counts as: the address itself, or of one of version 6 its /48, the most that a site is given
     * (RFC 6177).
     */
    public static String site(String source) {
        return prefix(source, IPV6_SITE);
    }

    /** @param octets of an address of version 6 */
    private static String prefix(String source, int octets) {
        if (source.indexOf(':') < 0) {
            return source;
        }
        try {
            InetAddress address = SourceNetwork.unwrapped(InetAddress.ofLiteral(source.replaceAll("%.*", "")));
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), octets))
                    : address.getHostAddress();
        } catch (IllegalArgumentException _) {
            return source;
        }
    }

    /** Failures by key, the longest unused first. */
    private static final class Failures {

        private final Limits limits;
        private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
                return size() > MAX_KEYS;
            }
        };

        private record Count(int failures, Instant until, Instant forgotten) {}

        Failures(Limits limits) {
            this.limits = limits;
        }

        Duration wait(String key, Instant now) {
            Count count = counts.get(key);
            return count == null || !now.isBefore(count.until) ? Duration.ZERO : Duration.between(now, count.until);
        }

        void failed(String key, Instant now) {
            Count before = counts.get(key);
            int failures = before == null || !now.isBefore(before.forgotten) ? 1 : before.failures + 1;
            Duration pause = limits.pause(failures);
            // Of two attempts at the same time, the clock may have been read later for the one that comes first.
            Instant until = pause.isZero() ? Instant.MIN : now.plus(pause);
            counts.put(key, new Count(failures, until, now.plus(limits.block.multipliedBy(2))));
        }

        void forgive(String key) {
            counts.remove(key);
        }

        /** Counts one failure less, without a wait: that of the failures before was over when the attempt was let through. */
        void takeBack(String key) {
            counts.computeIfPresent(
                    key,
                    (_, count) ->
                            count.failures <= 1 ? null : new Count(count.failures - 1, Instant.MIN, count.forgotten));
        }
    }
}
