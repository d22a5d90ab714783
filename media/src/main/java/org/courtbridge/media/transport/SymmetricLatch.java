package org.courtbridge.media.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Learns where to send from where packets come from (symmetric RTP, RFC 4961): the way through a NAT that the other party's
 * session description does not know of.
 *
 * <p>The first valid packet decides. From then on only its source counts, so that nobody else can draw the media to
 * himself; another source takes over only when the first has been silent for {@value #SILENCE_SECONDS} s
 * ({@value #RTCP_SILENCE_SECONDS} s for RTCP), as when a NAT gives a new port or a call moves within a cluster behind one
 * address. The session description's own address is never a stranger: what comes from there takes over at once, so that nobody
 * can be first and keep the party out. Nor is whoever proves by the keys of the call that he is the party:
 * {@link UdpRtpTransport} asks the keys where it has some.
 */
final class SymmetricLatch {

    /** Longer than any pause between packets of a running stream, shorter than people wait for sound. */
    static final int SILENCE_SECONDS = 2;

    /** For RTCP: longer than five of the usual 5 s between reports (RFC 3550, section 6.2), after which a party is gone. */
    static final int RTCP_SILENCE_SECONDS = 30;

    private final long silence;
    private @Nullable InetSocketAddress signalled;
    private @Nullable InetSocketAddress source;
    private long heardAt;
    private @Nullable InetAddress only;

    private SymmetricLatch(int silenceSeconds) {
        this.silence = TimeUnit.SECONDS.toNanos(silenceSeconds);
    }

    static SymmetricLatch rtp() {
        return new SymmetricLatch(SILENCE_SECONDS);
    }

    static SymmetricLatch rtcp() {
        return new SymmetricLatch(RTCP_SILENCE_SECONDS);
    }

    /** Sets the address of the session description. The same one again, as in a session refresh, changes nothing. */
    void signalled(InetSocketAddress address) {
        if (!Objects.equals(address, signalled)) {
            signalled = address;
            source = null;
        }
    }

    /** From now on nobody is admitted who is elsewhere, whatever the port. */
    void onlyFrom(InetAddress address) {
        only = address;
    }

    /** Address to send to; null while nothing has come, and the session description has not either or names no place. */
    @Nullable
    InetSocketAddress destination() {
        if (source != null) {
            return source;
        }
        return signalled == null || signalled.getPort() == 0 || signalled.isUnresolved() || isWildcard(signalled)
                ? null
                : signalled;
    }

    /** Whether a packet from there may be ours; asked before it is checked further, changes nothing. */
    boolean admits(InetSocketAddress from, long now) {
        return signalled != null
                && (only == null || only.equals(from.getAddress()))
                && (source == null || source.equals(from) || signalled.equals(from) || now - heardAt >= silence);
    }

    /** Whether a source is known and has another address, whatever the port. */
    boolean livesElsewhereThan(InetSocketAddress from) {
        return source != null && !source.getAddress().equals(from.getAddress());
    }

    /** A packet has proved valid, and was admitted or had proof of its own. */
    void heard(InetSocketAddress from, long now) {
        if (!from.equals(source)) {
            source = from;
        }
        heardAt = now;
    }

    /** The party has moved, so its old source is nobody's any more: the next valid packet decides. */
    void moved() {
        source = null;
    }

    /** 0.0.0.0 is the old way to say hold (RFC 3264, section 8.4). */
    private static boolean isWildcard(InetSocketAddress address) {
        return address.getAddress().isAnyLocalAddress();
    }
}
