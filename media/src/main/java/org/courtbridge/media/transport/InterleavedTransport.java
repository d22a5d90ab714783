package org.courtbridge.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * RTP and RTCP in the binary frames of a connection that something else has, too, as RTSP has it (RFC 2326, section 10.12): a
 * dollar sign, the number of the channel, the length, the packet. In the clear.
 */
public final class InterleavedTransport implements RtpTransport {

    private static final int DOLLAR = '$';
    private static final int PREFIX = 4;

    private final Channel connection;
    private final EventLoop loop;
    private final int rtp;
    private final int rtcp;
    private final MediaPath path;
    private final WriteBatch batch;
    private final LongSupplier clock;

    private InterleavedTransport(Scratch scratch, Channel connection, int rtp, int rtcp, LongSupplier clock) {
        this.connection = connection;
        this.loop = connection.eventLoop();
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.path = MediaPath.plain(scratch, new LongAdder(), clock.getAsLong());
        this.batch = new WriteBatch(connection);
        this.clock = clock;
    }

    /**
     * Makes one.
     *
     * @param connection on one of the loops
     * @param rtp number of the channel of RTP, 0 to 255
     * @param rtcp the same of RTCP
     */
    public static InterleavedTransport on(MediaLoops loops, Channel connection, int rtp, int rtcp) {
        return new InterleavedTransport(loops.scratch(connection.eventLoop()), connection, rtp, rtcp, System::nanoTime);
    }

    /** Takes what a frame carries; on the loop. @param content borrowed */
    public void arrived(int channel, ByteBuf content) {
        assert loop.inEventLoop();
        if (channel == rtp || channel == rtcp) {
            path.arrived(content, clock.getAsLong());
        } else {
            path.drop();
        }
    }

    /** {@link System#nanoTime} of the last valid packet, or of the opening; on any thread. */
    public long lastPacketAt() {
        return path.lastPacketAt();
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public void listener(RtpListener listener) {
        if (loop.inEventLoop()) {
            path.listener(listener);
        } else {
            loop.execute(() -> path.listener(listener));
        }
    }

    @Override
    public void send(RtpPacket packet) {
        assert loop.inEventLoop();
        if (batch.hasRoom()) {
            write(rtp, path.outgoing(packet, connection.alloc()));
        } else {
            path.unsent();
        }
    }

    @Override
    public void sendRtcp(byte[] compound, int offset, int length) {
        assert loop.inEventLoop();
        if (batch.hasRoom()) {
            write(rtcp, path.outgoingRtcp(compound, offset, length, connection.alloc()));
        } else {
            path.unsent();
        }
    }

    private void write(int channel, @Nullable ByteBuf packet) {
        if (packet != null) {
            ByteBuf prefix =
                    connection.alloc().directBuffer(PREFIX).writeByte(DOLLAR).writeByte(channel);
            prefix.writeShort(packet.readableBytes());
            batch.write(prefix);
            batch.write(packet);
        }
    }

    @Override
    public Optional<Ends> ends(boolean ofRtcp) {
        return connection.localAddress() instanceof InetSocketAddress local
                        && connection.remoteAddress() instanceof InetSocketAddress party
                ? Optional.of(new Ends(local, party))
                : Optional.empty();
    }

    @Override
    public void refused() {
        path.drop();
    }

    @Override
    public TransportStats stats() {
        return path.stats();
    }

    /** The connection stays open. */
    @Override
    public void close() {
        if (loop.inEventLoop()) {
            closeOnLoop();
        } else {
            loop.execute(this::closeOnLoop);
        }
    }

    private void closeOnLoop() {
        path.silence();
        path.close();
    }
}
