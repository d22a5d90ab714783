package org.courtbridge.signalling.sip.stack;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Limits the datagrams that are read at all, so that no flood takes the time of media, nor that of others' calls: by address,
 * and for all addresses together that have not shown that they receive there, as there are as many of them as somebody
 * cares to forge. A device that has proved itself has a budget of its own for the ports that it has done so from, one for all of them,
 * whatever comes from others behind its address, or in their name. Bounded: of more than {@value #MOST} of each those heard of longest ago are
 * forgotten, and begin anew.
 *
 * <p>Belongs to the thread of the port.
 */
final class DatagramBudget {

    static final int MOST = 10_000;

    /** For each new request that a known address may send: it also sends requests within calls, and repetitions. */
    private static final int OF_KNOWN = 8;

    private static final int OF_UNKNOWN = 2;

    private final int perSource;
    private final ProvenSources sources;
    private final LongSupplier nanos;
    private final TokenBucket unknown;
    private final Map<InetAddress, TokenBucket> known = new Buckets<>();

    /** By id. */
    private final Map<String, TokenBucket> devices = new Buckets<>();

    private static final class Buckets<K> extends LinkedHashMap<K, TokenBucket> {

        private static final long serialVersionUID = 1L;

        Buckets() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, TokenBucket> eldest) {
            return size() > MOST;
        }
    }

    /** @param perSource new requests a second that one address may send */
    DatagramBudget(int perSource, ProvenSources sources, LongSupplier nanos) {
        this.perSource = perSource;
        this.sources = sources;
        this.nanos = nanos;
        this.unknown = bucket(OF_UNKNOWN, nanos.getAsLong());
    }

    boolean admits(InetSocketAddress source) {
        long now = nanos.getAsLong();
        return bucket(source, now).take(now);
    }

    private TokenBucket bucket(InetSocketAddress source, long now) {
        Optional<String> device = sources.deviceAt(source, false);
        if (device.isPresent()) {
            return devices.computeIfAbsent(device.get(), _ -> bucket(OF_KNOWN, now));
        }
        return sources.contains(source.getAddress())
                ? known.computeIfAbsent(ProvenSources.network(source.getAddress()), _ -> bucket(OF_KNOWN, now))
                : unknown;
    }

    private TokenBucket bucket(int shares, long now) {
        double perSecond = (double) shares * perSource;
        return new TokenBucket(perSecond, 2 * perSecond, now);
    }
}
