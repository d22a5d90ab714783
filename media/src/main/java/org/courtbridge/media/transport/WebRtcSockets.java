package org.courtbridge.media.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A UDP port and the TCP port of the same number, both on one event loop. */
final class WebRtcSockets {

    private static final int ATTEMPTS = 20;

    private final EventLoop loop;
    private final DatagramHandler datagrams = new DatagramHandler();
    private final Rfc4571Channel.Initializer connections = new Rfc4571Channel.Initializer();
    private final Channel udp;
    private final Channel tcp;
    private final WriteBatch batch;

    private WebRtcSockets(InetSocketAddress bind, MediaLoops loops) throws IOException {
        this.loop = loops.next();
        this.udp = bound(loops.bindDatagram(loop, bind, datagrams));
        this.batch = new WriteBatch(udp);
        try {
            this.tcp = bound(new ServerBootstrap()
                    .group(loop)
                    .channelFactory(loops.serverChannels())
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Rfc4571Channel.WATER_MARK)
                    .childHandler(connections)
                    .bind(bind.getAddress(), localAddress().getPort()));
        } catch (IOException e) {
            udp.close().awaitUninterruptibly();
            throw e;
        }
    }

    /**
     * Opens both. Blocks for as long as the binding takes: not for event loops.
     *
     * @param bind with port 0, any number that is free for both
     * @throws UncheckedIOException if one is taken
     */
    static WebRtcSockets open(InetSocketAddress bind, MediaLoops loops) {
        int attempts = bind.getPort() == 0 ? ATTEMPTS : 1;
        while (true) {
            try {
                return new WebRtcSockets(bind, loops);
            } catch (IOException e) {
                attempts--;
                if (attempts == 0) {
                    throw new UncheckedIOException("cannot open " + bind + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private static Channel bound(ChannelFuture binding) throws IOException {
        binding.awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IOException(binding.cause());
        }
        return binding.channel();
    }

    /** Takes what arrives from now on; on the loop. What comes before is lost. @param port takes connections */
    void receive(Consumer<DatagramPacket> receiver, WebRtcPort port) {
        datagrams.receiver(receiver);
        connections.port(port);
    }

    EventLoop loop() {
        return loop;
    }

    /** Address that both are bound to. */
    InetSocketAddress localAddress() {
        return (InetSocketAddress) udp.localAddress();
    }

    ByteBufAllocator allocator() {
        return udp.alloc();
    }

    /** Datagrams on their way out. */
    WriteBatch batch() {
        return batch;
    }

    /** Takes no more connections. */
    void closeTcp() {
        tcp.close();
    }

    /** Closes the UDP port, a moment later so that what others still have to say goes out. Waits for it: not for event loops. */
    void closeUdp() {
        loop.schedule(() -> udp.close(), 50, TimeUnit.MILLISECONDS);
        udp.closeFuture().awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}
