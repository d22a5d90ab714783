package org.courtbridge.gateway.sip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Turns new calls and registrations away before they make those that are going on wait: when messages already wait for
 * their turn, when too many are being worked on, and when one source sends more than its share.
 */
final class OverloadGuard {

    /** Refusals that one source is sent each second; beyond that it hears nothing, so that nobody can aim us at others. */
    private static final int REFUSALS = 20;

    private static final int REMEMBERED = 10_000;

    private final int perSource;
    private final int atOnce;
    private final Duration behind;
    private final LongSupplier nanos;
    private final Map<String, Allowance> sources = new LinkedHashMap<>(64, 0.75f, true);
    private int working;

    /**
     * @param perSource new requests a second of one address, with twice as many in a burst
     * @param atOnce new requests that may be worked on at the same time
     * @param behind what waits longer is: sound and picture of nobody suffer, but a call would feel slow
     */
    OverloadGuard(int perSource, int atOnce, Duration behind, LongSupplier nanos) {
        this.perSource = perSource;
        this.atOnce = atOnce;
        this.behind = behind;
        this.nanos = nanos;
    }

    enum Verdict {
        ADMIT,
        /** 503 with {@code Retry-After}. */
        BUSY,
        /** Not even that. */
        IGNORE
    }

    /** What one source may still do. */
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
        boolean busy = waited.compareTo(behind) > 0 || working >= atOnce;
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
    synchronized void began() {
        working++;
    }

    synchronized void finished() {
        working--;
    }
}
