package org.courtbridge.signalling.sip.stack;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Turns new calls and registrations away before they make those that are going on wait: when messages continually wait too
 * long for their turn, when too many are being worked on, and when one source sends more than its share. A source that has
 * not shown that it receives there has half a share, and all of these together have one: anybody can forge any number of them.
 * Connections have shares of their own, which nobody uses up by datagrams in the name of who is connected; a device that has
 * proved itself has one of its own by that connection, or by datagrams from that port, whatever others behind its address do.
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
    private final ProvenSources known;
    private final LongSupplier nanos;
    private final Shares datagrams;
    private final Shares connections;
    private int working;
    private OptionalLong lateSince = OptionalLong.empty();

    /**
     * @param perSource new requests a second of one address, with twice as many in a burst
     * @param atOnce new requests that may be worked on at the same time
     * @param known addresses that have shown that they receive there
     */
    public OverloadGuard(int perSource, int atOnce, ProvenSources known, LongSupplier nanos) {
        this.perSource = perSource;
        this.atOnce = atOnce;
        this.known = known;
        this.nanos = nanos;
        this.datagrams = shares(perSource, nanos.getAsLong());
        this.connections = shares(perSource, nanos.getAsLong());
    }

    private static Shares shares(int perSource, long now) {
        return new Shares(
                new TokenBucket(perSource, 2.0 * perSource, now),
                new LinkedHashMap<>(64, 0.75f, true),
                new LinkedHashMap<>(64, 0.75f, true));
    }

    enum Verdict {
        ADMIT,
        /** 503 with {@code Retry-After}. */
        BUSY,
        /** Not even that. */
        IGNORE
    }

    /** Requests and refusals that one source has left. */
    private record Allowance(TokenBucket requests, TokenBucket asUnknown, TokenBucket refusals) {}

    /**
     * Shares of all who send in one way.
     *
     * @param unknown that of all networks together that have not shown that they receive there
     * @param devices by the remote ends of those that have proved who they are
     */
    private record Shares(
            TokenBucket unknown, Map<InetAddress, Allowance> networks, Map<InetSocketAddress, Allowance> devices) {}

    /**
     * Judges a new request that came in a datagram.
     *
     * @param waited how long the eldest message has been waiting for its turn
     */
    Verdict judge(InetAddress source, Duration waited) {
        return judge(datagrams, source, waited);
    }

    /** The same of one that came over a connection. */
    Verdict judgeConnected(InetAddress source) {
        return judge(connections, source, Duration.ZERO);
    }

    /** As {@link #judge(InetAddress, Duration)}, of one from where a device has proved who it is. */
    Verdict judgeDevice(InetSocketAddress end, Duration waited) {
        return judgeDevice(datagrams, end, waited);
    }

    /** The same of one that came over a connection. @param end its remote end */
    Verdict judgeConnectedDevice(InetSocketAddress end) {
        return judgeDevice(connections, end, Duration.ZERO);
    }

    private synchronized Verdict judge(Shares shares, InetAddress source, Duration waited) {
        long now = nanos.getAsLong();
        Allowance allowance = allowance(shares.networks, ProvenSources.network(source), now);
        return judge(allowance, waited, now, () -> hasShare(source, allowance, shares.unknown, now));
    }

    private synchronized Verdict judgeDevice(Shares shares, InetSocketAddress end, Duration waited) {
        long now = nanos.getAsLong();
        Allowance allowance = allowance(shares.devices, end, now);
        return judge(allowance, waited, now, () -> allowance.requests.take(now));
    }

    private Verdict judge(Allowance allowance, Duration waited, long now, BooleanSupplier share) {
        if (!stands(waited) && working < atOnce && share.getAsBoolean()) {
            return Verdict.ADMIT;
        }
        return allowance.refusals.take(now) ? Verdict.BUSY : Verdict.IGNORE;
    }

    private boolean hasShare(InetAddress source, Allowance allowance, TokenBucket unknown, long now) {
        if (known.contains(source)) {
            return allowance.requests.take(now);
        }
        return allowance.asUnknown.has(now) && unknown.take(now) && allowance.asUnknown.take(now);
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

    private <K> Allowance allowance(Map<K, Allowance> known, K whose, long now) {
        Allowance allowance = known.computeIfAbsent(
                whose,
                _ -> new Allowance(
                        new TokenBucket(perSource, 2.0 * perSource, now),
                        new TokenBucket(perSource / 2.0, perSource, now),
                        new TokenBucket(REFUSALS, REFUSALS, now)));
        if (known.size() > REMEMBERED) {
            known.remove(known.keySet().iterator().next());
        }
        return allowance;
    }

    /** Something new is being worked on, until {@link #finished}. */
    public synchronized void began() {
        working++;
    }

    public synchronized void finished() {
        working--;
    }
}
