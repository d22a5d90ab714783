package org.courtbridge.media.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The event loops that carry all media: epoll where the kernel has it, else NIO.
 *
 * <p>With epoll, datagrams are read in batches of sixteen, or of four long ones (recvmmsg); what is written while a batch is handled leaves
 * in one batch too, see {@link WriteBatch}.
 */
public final class MediaLoops implements AutoCloseable {

    /** Larger than any packet that a path with Ethernet in it carries; what is longer arrives cut and is refused. */
    static final int MAX_DATAGRAM = 2048;

    /**
     * The same for sound that is not compressed, which comes in fragments of IP: above 80 ms of L16 at 48 kHz. A quarter of
     * a batch, so that the buffer that is read into stays as it is.
     */
    static final int MAX_LONG_DATAGRAM = 8192;

    private static final int BATCH = 16;
    private static final int SOCKET_BUFFER = 1 << 21;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1 << 19, 1 << 20);

    private final boolean epoll;
    private final EventLoopGroup group;
    private final Map<EventLoop, Scratch> scratches = new IdentityHashMap<>();

    private MediaLoops(int threads, boolean epoll) {
        this.epoll = epoll;
        this.group = new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory("media"),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        group.forEach(loop -> scratches.put((EventLoop) loop, new Scratch()));
    }

    /** @param threads at least 1; one for each core that media may fill */
    public static MediaLoops start(int threads) {
        return new MediaLoops(threads, Epoll.isAvailable());
    }

    static MediaLoops startNio(int threads) {
        return new MediaLoops(threads, false);
    }

    /** The loop for a new transport, taken in turn. */
    public EventLoop next() {
        return group.next();
    }

    EventLoopGroup group() {
        return group;
    }

    Scratch scratch(EventLoop loop) {
        Scratch scratch = scratches.get(loop);
        if (scratch == null) {
            throw new IllegalArgumentException("loop: " + loop + " (expected: one of these loops)");
        }
        return scratch;
    }

    /** Starts to bind a UDP socket that the loop owns. */
    ChannelFuture bindDatagram(EventLoop loop, InetSocketAddress local, ChannelHandler handler) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(datagramChannels())
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .handler(handler);
        if (epoll) {
            bootstrap
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_DATAGRAM)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM * BATCH));
        } else {
            bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_LONG_DATAGRAM));
        }
        return bootstrap.bind(local);
    }

    /** Reads datagrams of {@link #MAX_LONG_DATAGRAM} from now on, four at a time. */
    static void readLong(Channel datagrams) {
        // Other channels than those of epoll do so as they are.
        datagrams.config().setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_LONG_DATAGRAM);
    }

    /** Begins to connect by TCP. @param loop one of these, which owns the connection */
    public ChannelFuture connect(EventLoop loop, InetSocketAddress remote, Duration patience, ChannelHandler handler) {
        return new Bootstrap()
                .group(loop)
                .channelFactory(epoll ? EpollSocketChannel::new : NioSocketChannel::new)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) patience.toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(handler)
                .connect(remote);
    }

    ChannelFactory<? extends ServerChannel> serverChannels() {
        return epoll ? EpollServerSocketChannel::new : NioServerSocketChannel::new;
    }

    private ChannelFactory<? extends DatagramChannel> datagramChannels() {
        return epoll ? EpollDatagramChannel::new : NioDatagramChannel::new;
    }

    /** Closes every socket of these loops; waits at most 5 s. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
