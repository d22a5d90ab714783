package org.courtbridge.h323.ras;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down whoever guesses passwords: after three wrong ones for a name, or forty for all names, the next from there is not
 * looked at before a second has passed, then two, up to five minutes. Bounded: those who failed longest ago are forgotten
 * first.
 *
 * <p>RAS over UDP has nothing by which an endpoint would show that it receives at its address before it proves its password, so
 * failures may be forged in anybody's name. Whoever has proved a name's password from an address is therefore never let wait
 * there for that name, and what is wrong in that name from there counts against nobody. A guesser who forges or shares that
 * address may guess on, at what the port takes of one address; passwords that are made here have 79 bits.
 */
final class FailureLimit {

    private static final int REMEMBERED = 10_000;
    private static final int NETWORK_OCTETS = 8;

    /** 64:ff9b::/96, by which a NAT64 names hosts of version 4. */
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    private static final int FREE = 3;

    /** For all names that one address tries: the rooms behind one NAT may all have old passwords. */
    private static final int FREE_OF_SOURCE = 40;

    /** Nobody's name. */
    private static final String ALL = "";

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** For a name, where it was tried from: a stranger must not lock out whose name it is. */
    private record Key(String name, InetAddress source) {

        /**
         * An address of version 6 stands for its /64, from which one host may pick freely; one behind a NAT64 (RFC 6052) for that of
         * version 4 within it, as all who come through it share the /64.
         */
        Key {
            source = network(source);
        }

        static Key ofAll(InetAddress source) {
            return new Key(ALL, source);
        }

        int free() {
            return name.equals(ALL) ? FREE_OF_SOURCE : FREE;
        }
    }

    private record Failures(int count, Instant until, Instant forgotten) {}

    private final Map<Key, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Names that have proved their password from an address, the longest unused first. */
    private final Map<Key, Boolean> proven = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** The latest time that was told, and the same as it would be had the clock never been set back. */
    private Instant told = Instant.MIN;

    private Instant time = Instant.MIN;

    /** A clock that is set back must let nobody wait for longer. */
    private Instant forward(Instant now) {
        if (told.equals(Instant.MIN)) {
            time = now;
        } else if (now.isAfter(told)) {
            time = time.plus(Duration.between(told, now));
        }
        told = now;
        return time;
    }

    private static InetAddress network(InetAddress source) {
        if (!(source instanceof Inet6Address)) {
            return source;
        }
        try {
            byte[] octets = source.getAddress();
            if (Arrays.equals(octets, 0, NAT64.length, NAT64, 0, NAT64.length)) {
                return InetAddress.getByAddress(Arrays.copyOfRange(octets, NAT64.length, octets.length));
            }
            return InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(octets, NETWORK_OCTETS), octets.length));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("as long as an address", e);
        }
    }

    private boolean isProven(String name, InetAddress source) {
        return proven.get(new Key(name, source)) != null;
    }

    boolean isTooSoon(String name, InetAddress source, Instant now) {
        return !isProven(name, source) && isTooSoonForUnknown(name, source, forward(now));
    }

    private boolean isTooSoonForUnknown(String name, InetAddress source, Instant now) {
        return isTooSoon(new Key(name, source), now) || isTooSoon(Key.ofAll(source), now);
    }

    private boolean isTooSoon(Key key, Instant now) {
        Failures known = failures.get(key);
        return known != null && now.isBefore(known.until);
    }

    void failed(String name, InetAddress source, Instant now) {
        if (isProven(name, source)) {
            return;
        }
        Instant at = forward(now);
        failed(new Key(name, source), at);
        failed(Key.ofAll(source), at);
    }

    private void failed(Key key, Instant now) {
        failures.merge(
                key,
                after(key, 1, now),
                (known, first) -> now.isBefore(known.forgotten) ? after(key, known.count + 1, now) : first);
    }

    private static Failures after(Key key, int count, Instant now) {
        int tooMany = count - key.free();
        Duration pause = tooMany < 0 ? Duration.ZERO : FIRST.multipliedBy(1L << Math.min(tooMany, 20));
        Duration bounded = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        return new Failures(count, now.plus(bounded), now.plus(LONGEST.multipliedBy(2)));
    }

    /** The name is forgiven and known from there from now on, and the source has one failure less. */
    void succeeded(String name, InetAddress source) {
        proven.put(new Key(name, source), true);
        failures.remove(new Key(name, source));
        failures.computeIfPresent(
                Key.ofAll(source),
                (_, known) -> known.count <= 1 ? null : new Failures(known.count - 1, Instant.MIN, known.forgotten));
    }
}
