package org.courtbridge.media.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides where media go from where packets come from (symmetric RTP, RFC 4961; latching, RFC 7362, section 4): the way through a
 * NAT that the other party's session description does not know of. Plain RTP proves nothing, so a stranger's packet must not draw
 * the media to him.
 *
 * <p>Another address than the signalled one is learnt
 * <ul>
 *   <li>from a machine that is the party's by its signalling: the one that the signalling comes from, those that the session
 *       description names for RTP and for RTCP, or for RTCP the one that RTP comes from; its port may be any
 *   <li>in the first {@value #LATCHING_SECONDS} s of a stream, and not where packets come as they were signalled; later only by a
 *       packet whose SSRC the party has had before, as when a NAT gives a new port, since nobody who does not read the
 *       packets can guess its 32 bits
 *   <li>while no other source is heard: a source goes after {@value #SILENCE_SECONDS} s ({@value #RTCP_SILENCE_SECONDS} s for
 *       RTCP)
 *   <li>of RTP of a party behind a NAT, of which nothing was ever heard, also later: from the machine that its signalling comes from,
 *       and once {@value #LATE_PACKETS} packets of one SSRC have come by one port, and none by another. What we sent until then
 *       reached nobody
 * </ul>
 * Media go to no address that is not one machine's: multicast, broadcast, or the loopback of a party that is not on this machine.
 *
 * A party whose NAT changes its outer address may be {@linkplain #followElsewhere followed} to other machines by the same rules.
 *
 * <p>Where both sides speak ICE, its checks decide instead of all this ({@link PortIce}).
 *
 * <p>The session description's own address is never a stranger: what comes from there takes over at once, so that nobody
 * can be first and keep the party out. Nor is whoever proves by the keys of the call that he is the party:
 * {@link UdpRtpTransport} asks the keys where it has some.
 */
final class SymmetricLatch {

    /** Longer than a party takes to send its first packet, or to report for the first time (RFC 3550, section 6.2). */
    static final int LATCHING_SECONDS = 10;

    /** Longer than any pause between packets of a running stream, shorter than people wait for sound. */
    static final int SILENCE_SECONDS = 2;

    /** For RTCP: longer than five of the usual 5 s between reports (RFC 3550, section 6.2), after which a party is gone. */
    static final int RTCP_SILENCE_SECONDS = 30;

    /** Packets of a party behind a NAT that sends nothing at first: half a second of sound, and more than a sweep of ports has for one. */
    static final int LATE_PACKETS = 25;

    private static final long LATCHING = TimeUnit.SECONDS.toNanos(LATCHING_SECONDS);

    private static final InetAddress BROADCAST = InetAddress.ofLiteral("255.255.255.255");

    private final KnownSsrcs known;
    private final long silence;
    private final @Nullable LateComer late;
    private @Nullable InetSocketAddress signalled;
    private @Nullable InetAddress named;
    private @Nullable InetAddress signalling;
    private @Nullable InetAddress companion;
    private @Nullable InetSocketAddress source;
    private long begunAt;
    private long heardAt;
    private boolean cameAsSignalled;
    private boolean elsewhere;
    private @Nullable PortIce ice;

    /** The signalled address, if media may go there; null otherwise. */
    private @Nullable InetSocketAddress target;

    private SymmetricLatch(KnownSsrcs known, int silenceSeconds, @Nullable LateComer late) {
        this.known = known;
        this.late = late;
        this.silence = TimeUnit.SECONDS.toNanos(silenceSeconds);
    }

    /** @param known the party's, of RTP and RTCP together */
    static SymmetricLatch rtp(KnownSsrcs known) {
        return new SymmetricLatch(known, SILENCE_SECONDS, new LateComer());
    }

    /** @param known the party's, of RTP and RTCP together */
    static SymmetricLatch rtcp(KnownSsrcs known) {
        return new SymmetricLatch(known, RTCP_SILENCE_SECONDS, null);
    }

    /** Sets the address of the session description. The same one again, as in a session refresh, changes nothing. */
    void signalled(InetSocketAddress address, long now) {
        if (!Objects.equals(address, signalled)) {
            signalled = address;
            target = isPlace(address) ? address : null;
            source = null;
            cameAsSignalled = false;
            begins(now);
        }
    }

    /** Sets the machine of the party's other port, RTCP's or RTP's, by the session description. */
    void named(InetAddress machine) {
        named = machine;
    }

    /** Sets the machine that the party's signalling comes from. Where it has moved, its media may have moved as well. */
    void signalledFrom(InetAddress address, long now) {
        if (signalling != null && !address.equals(signalling)) {
            begins(now);
        }
        signalling = address;
        target = signalled != null && isPlace(signalled) ? signalled : null;
    }

    /** A stream of the party begins, or goes on after it was held: its NAT may give it a port that nobody knows yet. */
    void begins(long now) {
        begunAt = now;
    }

    /** From now on the party may also be on machines that its signalling does not come from. */
    void followElsewhere() {
        elsewhere = true;
    }

    /** From now on checks decide; null for none. */
    void checkedBy(@Nullable PortIce checks) {
        ice = checks;
    }

    /** The checks that decide; null if there are none. */
    @Nullable
    PortIce ice() {
        return ice;
    }

    /** Of RTCP: RTP of the party comes from there. A source on another machine is not the party's any more. */
    void accompany(InetAddress machine, long now) {
        if (machine.equals(companion)) {
            return;
        }
        companion = machine;
        if (source != null && !source.getAddress().equals(machine)) {
            source = null;
            cameAsSignalled = false;
        }
        begins(now);
    }

    /** Address to send to; null while nothing has come, and the session description has not either or names no place. */
    @Nullable
    InetSocketAddress destination() {
        if (ice != null) {
            return ice.destination();
        }
        return source != null ? source : target;
    }

    /** The signalled address, if media may go there; null otherwise. */
    @Nullable
    InetSocketAddress target() {
        return target;
    }

    /** Whether a packet without proof may be the party's; asked once of each, before it is checked further. */
    boolean admits(InetSocketAddress from, int ssrc, long now) {
        if (ice != null) {
            return ice.isOpen(from);
        }
        if (signalled == null) {
            return false;
        }
        if (from.equals(source) || from.equals(signalled)) {
            return true;
        }
        if (isHeard(now) || !(elsewhere || isOfParty(from.getAddress()))) {
            return false;
        }
        return known.contains(ssrc)
                || !cameAsSignalled && now - begunAt < LATCHING
                || source == null && late != null && isBehindNat(from) && late.has(from, ssrc, now);
    }

    /** Whether the party's signalling comes from that machine, and its description names another. */
    private boolean isBehindNat(InetSocketAddress from) {
        return signalled != null
                && from.getAddress().equals(signalling)
                && !from.getAddress().equals(signalled.getAddress());
    }

    /** The same of a packet that brings proof of its own, a DTLS handshake's: wherever it comes from while nobody else is heard. */
    boolean admitsProof(InetSocketAddress from, long now) {
        if (ice != null) {
            return ice.isOpen(from);
        }
        return signalled != null && (from.equals(source) || from.equals(signalled) || !isHeard(now));
    }

    private boolean isHeard(long now) {
        return source != null && now - heardAt < silence;
    }

    /** Whether a machine is the party's by its signalling. */
    private boolean isOfParty(InetAddress machine) {
        return machine.equals(signalling)
                || machine.equals(named)
                || machine.equals(companion)
                || signalled != null && machine.equals(signalled.getAddress());
    }

    /** Whether a packet from there would change the source. */
    boolean isNew(InetSocketAddress from) {
        return ice == null && !from.equals(source);
    }

    /** Whether a packet from there would change the source to a machine that is not the party's by its signalling. */
    boolean isElsewhere(InetSocketAddress from) {
        return isNew(from) && !isOfParty(from.getAddress());
    }

    /** Whether a source is known and has another address, whatever the port. */
    boolean livesElsewhereThan(InetSocketAddress from) {
        return ice == null && source != null && !source.getAddress().equals(from.getAddress());
    }

    /** A packet has proved valid, and was admitted or had proof of its own. */
    void heard(InetSocketAddress from, int ssrc, long now) {
        known.add(ssrc);
        heard(from, now);
    }

    /** The same of one that has no SSRC. */
    void heard(InetSocketAddress from, long now) {
        if (ice != null) {
            ice.heard(from, now);
            return;
        }
        if (!from.equals(source)) {
            source = from;
            cameAsSignalled = cameAsSignalled || from.equals(signalled);
        }
        heardAt = now;
    }

    /**
     * Whether an address is a place of one machine to which media may go. 0.0.0.0 is the old way to say hold (RFC 3264, section 8.4).
     * Loopback is a party's own, and ours only if it signals from there.
     */
    private boolean isPlace(InetSocketAddress address) {
        InetAddress machine = address.getAddress();
        return address.getPort() != 0
                && machine != null
                && !machine.isAnyLocalAddress()
                && !machine.isMulticastAddress()
                && !machine.equals(BROADCAST)
                && !(machine.isLoopbackAddress() && signalling != null && !signalling.isLoopbackAddress());
    }

    /** Counts packets that come late, of one SSRC by one port; begins anew with any other, and after a pause. */
    private static final class LateComer {

        private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

        private @Nullable InetSocketAddress from;
        private int ssrc;
        private long at;
        private int packets;

        /** Counts one more. @return whether that are enough */
        boolean has(InetSocketAddress sender, int sendersSsrc, long now) {
            boolean goesOn = sender.equals(from) && sendersSsrc == ssrc && now - at < PAUSE;
            packets = goesOn ? packets + 1 : 1;
            from = sender;
            ssrc = sendersSsrc;
            at = now;
            return packets >= LATE_PACKETS;
        }
    }
}
