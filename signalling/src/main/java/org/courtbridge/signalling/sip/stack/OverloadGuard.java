package org.courtbridge.signalling.sip.stack;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Turns new calls and registrations away before they make those that are going on wait: when messages continually wait too
 * long for their turn, when too many are being worked on, and when one source sends more than its share.
 *
 * <p>A pause alone, after which all is caught up with, is no overload: as RFC 8289 has it, the delay must stand.
 */
public final class OverloadGuard {

    /** Refusals that one source is sent each second; beyond that it hears nothing, so that nobody can aim us at others. */
    private static final int REFUSALS = 20;

    private static final int REMEMBERED = 10_000;

    /** Longest wait that is not late: beyond it sound and picture of nobody suffer, but a call would feel slow. */
    private static final Duration LATE = Duration.ofMillis(100);

    /** A queue from which every message has left late for so long does not become shorter by itself. */
    private static final long STANDING_NANOS = Duration.ofSeconds(1).toNanos();

    /** Nothing leaves at all: whoever calls had better try another way than wait half a minute in vain (RFC 3261, timer B). */
    private static final Duration STUCK = Duration.ofSeconds(10);

    private final int perSource;
    private final int atOnce;
    private final LongSupplier nanos;
    private final Map<String, Allowance> sources = new LinkedHashMap<>(64, 0.75f, true);
    private int working;
    private OptionalLong lateSince = OptionalLong.empty();

    /**
     * @param perSource new requests a second of one address, with twice as many in a burst
     * @param atOnce new requests that may be worked on at the same time
     */
    public OverloadGuard(int perSource, int atOnce, LongSupplier nanos) {
        this.perSource = perSource;
        this.atOnce = atOnce;
        this.nanos = nanos;
    }

    enum Verdict {
        ADMIT,
        /** 503 with {@code Retry-After}. */
        BUSY,
        /** Not even that. */
        IGNORE
    }

    /** Requests and refusals that one source has left. */
    private static final class Allowance {

        private double requests;
        private double refusals = REFUSALS;
        private long since;

        Allowance(double requests, long now) {
            this.requests = requests;
            this.since = now;
        }
    }

    /** @param waited how long the eldest message has been waiting for its turn */
    synchronized Verdict judge(InetAddress source, Duration waited) {
        Allowance allowance = allowance(source);
        boolean busy = stands(waited) || working >= atOnce;
        if (!busy && allowance.requests >= 1) {
            allowance.requests--;
            return Verdict.ADMIT;
        }
        if (allowance.refusals >= 1) {
            allowance.refusals--;
            return Verdict.BUSY;
        }
        return Verdict.IGNORE;
    }

    /**
     * A message has left the queue to be worked on.
     *
     * @param waited how long it has been in there; nothing if it was the last one
     */
    synchronized void left(Duration waited) {
        if (waited.compareTo(LATE) <= 0) {
            lateSince = OptionalLong.empty();
        } else if (lateSince.isEmpty()) {
            lateSince = OptionalLong.of(nanos.getAsLong());
        }
    }

    private boolean stands(Duration waited) {
        return waited.compareTo(STUCK) > 0
                || waited.compareTo(LATE) > 0
                        && lateSince.isPresent()
                        && nanos.getAsLong() - lateSince.getAsLong() >= STANDING_NANOS;
    }

    private Allowance allowance(InetAddress source) {
        long now = nanos.getAsLong();
        Allowance allowance = sources.computeIfAbsent(network(source), key -> new Allowance(2.0 * perSource, now));
        double seconds = (now - allowance.since) / 1e9;
        allowance.since = now;
        allowance.requests = Math.min(2.0 * perSource, allowance.requests + seconds * perSource);
        allowance.refusals = Math.min(REFUSALS, allowance.refusals + seconds * REFUSALS);
        if (sources.size() > REMEMBERED) {
            sources.remove(sources.keySet().iterator().next());
        }
        return allowance;
    }

    /** One host may have a whole /64 of addresses. */
    private static String network(InetAddress source) {
        byte[] address = source.getAddress();
        return source instanceof Inet6Address ? Arrays.toString(Arrays.copyOf(address, 8)) : Arrays.toString(address);
    }

    /** Something new is being worked on, until {@link #finished}. */
    public synchronized void began() {
        working++;
    }

    public synchronized void finished() {
        working--;
    }
}
