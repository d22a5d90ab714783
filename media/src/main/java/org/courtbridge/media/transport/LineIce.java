package org.courtbridge.media.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.courtbridge.media.transport.ice.IceCredentials;
import org.jspecify.annotations.Nullable;

/**
 * ICE on the two ports of a room's line, each of which is a component, or on the first alone where RTCP goes by that, too. Lives on
 * the ports' event loop.
 */
final class LineIce {

    private static final int TICK_MILLIS = 500;

    private final EventLoop loop;
    private final Scratch scratch;
    private final LinePort rtp;
    private final LinePort rtcp;
    private final LongSupplier clock;
    private final Runnable changed;
    private @Nullable Future<?> ticker;

    /**
     * @param rtp its path hears when packets take another way, and counts what is of no use
     * @param clock as {@link System#nanoTime}
     * @param changed runs when there may be a way to the party that was not there before, or none any more
     */
    LineIce(EventLoop loop, Scratch scratch, LinePort rtp, LinePort rtcp, LongSupplier clock, Runnable changed) {
        this.loop = loop;
        this.scratch = scratch;
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.clock = clock;
        this.changed = changed;
    }

    /** Both sides have spoken, for the first time or again. @param mux whether there is one component */
    void agreed(IceCredentials ours, IceCredentials theirs, boolean mux) {
        agreed(rtp, ours, theirs);
        if (mux) {
            rtcp.latch().checkedBy(null);
        } else {
            agreed(rtcp, ours, theirs);
        }
        if (ticker == null) {
            ticker = loop.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
        changed.run();
    }

    private void agreed(LinePort port, IceCredentials ours, IceCredentials theirs) {
        PortIce before = port.latch().ice();
        if (before == null) {
            port.latch().checkedBy(new PortIce(scratch, rtp.path(), port.batch(), ours, theirs, clock.getAsLong()));
        } else {
            before.agreed(ours, theirs);
        }
    }

    /** ICE is not spoken any more. */
    void end() {
        rtp.latch().checkedBy(null);
        rtcp.latch().checkedBy(null);
        close();
        changed.run();
    }

    /** The ports are closed, too. */
    void close() {
        if (ticker != null) {
            ticker.cancel(false);
            ticker = null;
        }
    }

    /** Takes STUN that has come by the port of RTP. */
    void arrivedAtRtp(DatagramPacket datagram) {
        InetSocketAddress before = rtp.latch().destination();
        arrived(datagram, rtp);
        InetSocketAddress after = rtp.latch().destination();
        if (after != null && !after.equals(before)) {
            changed.run();
            rtp.path().moved();
        }
    }

    /** The same by the port of RTCP. */
    void arrivedAtRtcp(DatagramPacket datagram) {
        arrived(datagram, rtcp);
    }

    private void arrived(DatagramPacket datagram, LinePort port) {
        PortIce ice = port.latch().ice();
        if (ice == null) {
            rtp.path().drop();
        } else {
            ice.arrived(datagram, clock.getAsLong());
        }
    }

    private void tick() {
        long now = clock.getAsLong();
        tick(rtp.latch(), now);
        tick(rtcp.latch(), now);
        changed.run();
    }

    private static void tick(SymmetricLatch latch, long now) {
        PortIce ice = latch.ice();
        if (ice != null) {
            ice.tick(now, latch.target());
        }
    }
}
