package org.courtbridge.devices.simulate;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.courtbridge.devices.DeviceAddress;

/** A port of a simulated device, with the one thread that serves it. */
public final class BoundPort implements AutoCloseable {

    private final EventLoopGroup loop;
    private final ChannelGroup connections;
    private final Channel socket;

    private BoundPort(EventLoopGroup loop, ChannelGroup connections, Channel socket) {
        this.loop = loop;
        this.connections = connections;
        this.socket = socket;
    }

    /** @param prepare gets each connection before anything comes on it */
    public static BoundPort tcp(String name, InetSocketAddress bind, Consumer<Channel> prepare) {
        EventLoopGroup loop = loop(name);
        ChannelGroup connections = new DefaultChannelGroup(loop.next());
        Channel server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        prepare.accept(channel);
                    }
                })
                .bind(bind)
                .syncUninterruptibly()
                .channel();
        return new BoundPort(loop, connections, server);
    }

    public static BoundPort udp(String name, InetSocketAddress bind, Consumer<Channel> prepare) {
        return udp(name, bind, List.of(), prepare);
    }

    /**
     * A port at several addresses, with a socket for each: what answers on one that is bound to all of them answers by the
     * address that the system chooses, which need not be the one that was asked.
     *
     * @param others the addresses besides that of {@code bind}
     */
    public static BoundPort udp(
            String name, InetSocketAddress bind, Collection<InetAddress> others, Consumer<Channel> prepare) {
        EventLoopGroup loop = loop(name);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        prepare.accept(channel);
                    }
                });
        Channel socket = bootstrap.bind(bind).syncUninterruptibly().channel();
        int port = ((InetSocketAddress) socket.localAddress()).getPort();
        others.forEach(
                other -> bootstrap.bind(new InetSocketAddress(other, port)).syncUninterruptibly());
        return new BoundPort(loop, new DefaultChannelGroup(loop.next()), socket);
    }

    private static EventLoopGroup loop(String name) {
        return new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory(name + "-simulator"), NioIoHandler.newFactory());
    }

    public Channel socket() {
        return socket;
    }

    public DeviceAddress address() {
        InetSocketAddress bound = (InetSocketAddress) socket.localAddress();
        return new DeviceAddress(bound.getAddress().getHostAddress(), bound.getPort());
    }

    /** Ends what is connected; the port stays. */
    public void disconnectAll() {
        connections.close().syncUninterruptibly();
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
