package org.courtbridge.signalling.sip.stack;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Limits what is sent to an address that has not shown that it receives there: to {@value #FACTOR} times the octets that came
 * from it, as RFC 9000, section 8.1, has it for QUIC. A response is longer than its request, and is repeated until it is
 * acknowledged: else whoever forges addresses would have us flood their owners.
 *
 * <p>Each call or transaction, by its Call-ID, has an account of its own: what answers to forged requests use up is not taken
 * from those of the owner. Bounded: of more than {@value #MOST} accounts those used longest ago are forgotten, and have
 * nothing left. From any thread.
 */
final class AmplificationLimit {

    static final int FACTOR = 3;
    static final int MOST = 20_000;

    /** Octets: nobody saves up more. */
    static final long LARGEST_CREDIT = 256 * 1024;

    /** What has no Call-ID, as STUN. */
    static final String NO_CALL = "";

    private final ProvenSources sources;
    private final LongAdder withheld = new LongAdder();

    /** Octets that may still be sent. */
    private final Map<Account, Long> credits = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Account, Long> eldest) {
            return size() > MOST;
        }
    };

    /** @param call a hash of the Call-ID, which may be long: calls that share an account only share what is theirs */
    private record Account(InetAddress network, int call) {

        static Account of(InetAddress address, String callId) {
            return new Account(ProvenSources.network(address), callId.hashCode());
        }
    }

    AmplificationLimit(ProvenSources sources) {
        this.sources = sources;
    }

    /** Datagrams that were not sent, since the start. */
    long withheld() {
        return withheld.sum();
    }

    /** @param octets that came from there in one datagram */
    void received(InetAddress source, String callId, int octets) {
        if (!sources.contains(source)) {
            long more = (long) FACTOR * octets;
            synchronized (this) {
                credits.merge(Account.of(source, callId), more, (left, next) -> Math.min(LARGEST_CREDIT, left + next));
            }
        }
    }

    /** Whether whatever is sent there is sent. */
    boolean isUnlimited(InetAddress to) {
        return sources.contains(to);
    }

    /** Whether a datagram of so many octets may be sent there; if so, it counts as sent. */
    boolean maySend(InetAddress to, String callId, int octets) {
        if (isUnlimited(to)) {
            return true;
        }
        Account account = Account.of(to, callId);
        synchronized (this) {
            long left = credits.getOrDefault(account, 0L);
            if (octets <= left) {
                credits.put(account, left - octets);
                return true;
            }
        }
        withheld.increment();
        return false;
    }
}
