package org.courtbridge.signalling.h323.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jdk.net.ExtendedSocketOptions;

/** Opens the TCP connections of H.323, in both directions. From any thread. */
public final class TpktPorts implements AutoCloseable {

    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final int BACKLOG = 128;

    /** A connection whose other end is gone without a word is known to be lost after two minutes of silence. */
    private static final int KEEP_ALIVE_AFTER_SECONDS = 60;

    private static final int KEEP_ALIVE_EVERY_SECONDS = 10;
    private static final int KEEP_ALIVE_TIMES = 6;

    /** Thread, which all tasks go through in their order. */
    private static final int ONE = 1;

    private final InetAddress bind;
    private final H323Trace trace;
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(ONE, new DefaultThreadFactory("h323"), NioIoHandler.newFactory());
    private final LongAdder malformed = new LongAdder();

    public TpktPorts(InetAddress bind, H323Trace trace) {
        this.bind = bind;
        this.trace = trace;
    }

    /** That all of H.323's signalling runs on. */
    public EventLoopGroup loops() {
        return loops;
    }

    /** That is shown all of it. */
    public H323Trace trace() {
        return trace;
    }

    /** Connections that sent what is no TPKT, since the start. */
    public long malformed() {
        return malformed.sum();
    }

    /** A port that takes connections. */
    public interface Listening {

        int port();

        /** Takes connections from now on; what comes before waits. */
        void begin();

        /** Connections that were made go on. */
        void close();
    }

    /**
     * @param port 0 for any free one
     * @param receiver makes one for each connection
     * @param accepted hears of each connection before anything of it is read
     * @throws IOException if the port is taken
     */
    public <R extends TpktConnection.Receiver> Listening listen(
            int port, Supplier<R> receiver, BiConsumer<TpktConnection, R> accepted) throws IOException {
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), KEEP_ALIVE_AFTER_SECONDS)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), KEEP_ALIVE_EVERY_SECONDS)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEP_ALIVE_TIMES)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        R own = receiver.get();
                        accepted.accept(TpktConnection.on(channel, own, malformed::increment, trace), own);
                    }
                })
                .bind(new InetSocketAddress(bind, port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "H.323 port %d: %s".formatted(port, bound.cause().getMessage()), bound.cause());
        }
        Channel channel = bound.channel();
        return new Listening() {
            @Override
            public int port() {
                return ((InetSocketAddress) channel.localAddress()).getPort();
            }

            @Override
            public void begin() {
                channel.config().setAutoRead(true);
            }

            @Override
            public void close() {
                channel.close();
            }
        };
    }

    /** @param done hears the connection, or of none */
    public void connect(
            InetSocketAddress to, TpktConnection.Receiver receiver, Consumer<Optional<TpktConnection>> done) {
        TpktConnection[] made = new TpktConnection[1];
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECTING.toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), KEEP_ALIVE_AFTER_SECONDS)
                .option(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), KEEP_ALIVE_EVERY_SECONDS)
                .option(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEP_ALIVE_TIMES)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        made[0] = TpktConnection.on(channel, receiver, malformed::increment, trace);
                    }
                })
                .connect(to)
                .addListener(connected -> done.accept(connected.isSuccess() ? Optional.of(made[0]) : Optional.empty()));
    }

    /** Closes all ports and connections; packets sent before, a call's last among them, have gone out when this returns. */
    @Override
    public void close() {
        if (!loops.isShuttingDown()) {
            loops.submit(() -> {}).awaitUninterruptibly();
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
