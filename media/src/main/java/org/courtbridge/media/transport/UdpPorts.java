package org.courtbridge.media.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Opens pairs of an even RTP port and the odd RTCP port after it (RFC 3550, section 11) within a range.
 *
 * <p>Starts at a random place, so that a new call seldom gets the port of one that has just ended, whose party may
 * still be sending; then takes the next pair that is free.
 */
public final class UdpPorts {

    private final MediaLoops loops;
    private final PortRange range;
    private final InetAddress bind;
    private final DtlsCertificate certificate;
    private final Optional<MultiplexPort> multiplexed;
    private final LongSupplier clock;
    private final LongAdder dropped = new LongAdder();

    /**
     * @param bind a local IPv4 or IPv6 address, or a wildcard for all
     * @param certificate what we show in DTLS
     * @param multiplexed a port for many, beside these
     */
    public UdpPorts(
            MediaLoops loops,
            PortRange range,
            InetAddress bind,
            DtlsCertificate certificate,
            Optional<MultiplexPort> multiplexed) {
        this(loops, range, bind, certificate, multiplexed, System::nanoTime);
    }

    private UdpPorts(
            MediaLoops loops,
            PortRange range,
            InetAddress bind,
            DtlsCertificate certificate,
            Optional<MultiplexPort> multiplexed,
            LongSupplier clock) {
        this.clock = clock;
        this.certificate = certificate;
        this.multiplexed = multiplexed;
        this.loops = loops;
        this.range = range;
        this.bind = bind;
    }

    /** With a certificate of their own, and no port for many. */
    public static UdpPorts withOwnCertificate(MediaLoops loops, PortRange range, InetAddress bind) {
        return new UdpPorts(loops, range, bind, DtlsCertificate.generate(), Optional.empty());
    }

    /** The same by a clock of its own, in nanoseconds. */
    static UdpPorts byClock(MediaLoops loops, PortRange range, InetAddress bind, LongSupplier clock) {
        return new UdpPorts(loops, range, bind, DtlsCertificate.generate(), Optional.empty(), clock);
    }

    /**
     * Opens the next free pair. Blocks for as long as the binding takes: not for event loops.
     *
     * @throws PortsExhaustedException if every pair is taken
     */
    public UdpRtpTransport open() {
        return open(bind);
    }

    /**
     * As {@link #open()}, on another local address, such as an IPv6 one beside an IPv4 one.
     *
     * @throws PortsExhaustedException if every pair is taken
     */
    public UdpRtpTransport open(InetAddress local) {
        EventLoop loop = loops.next();
        int pairs = range.pairs();
        int start = ThreadLocalRandom.current().nextInt(pairs);
        for (int i = 0; i < pairs; i++) {
            UdpRtpTransport transport = tryPair(loop, local, range.evenPort((start + i) % pairs));
            if (transport != null) {
                return transport;
            }
        }
        throw new PortsExhaustedException(
                "all %d pairs of UDP ports %s on %s are taken".formatted(pairs, range, local.getHostAddress()));
    }

    /** Of those who can send the packets of several sessions to one port. */
    public Optional<MultiplexPort> multiplexed() {
        return multiplexed;
    }

    /** Arrivals at all these ports that were malformed, unauthenticated or from strangers; on any thread. */
    public long dropped() {
        return dropped.sum() + multiplexed.map(MultiplexPort::dropped).orElse(0L);
    }

    private @Nullable UdpRtpTransport tryPair(EventLoop loop, InetAddress local, int even) {
        Channel rtp = tryPort(loop, local, even);
        if (rtp == null) {
            return null;
        }
        Channel rtcp = tryPort(loop, local, even + 1);
        if (rtcp == null) {
            rtp.close().awaitUninterruptibly();
            return null;
        }
        return new UdpRtpTransport(loops.scratch(loop), dropped, certificate, rtp, rtcp, clock).opened();
    }

    private @Nullable Channel tryPort(EventLoop loop, InetAddress local, int port) {
        ChannelFuture bound = loops.bindDatagram(loop, new InetSocketAddress(local, port), new DatagramHandler())
                .awaitUninterruptibly();
        return bound.isSuccess() ? bound.channel() : null;
    }
}
