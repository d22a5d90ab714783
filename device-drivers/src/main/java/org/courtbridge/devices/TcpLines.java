package org.courtbridge.devices;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Lines over plain TCP. */
public final class TcpLines {

    private static final AttributeKey<LineLink> LINK = AttributeKey.valueOf(TcpLines.class, "link");

    private TcpLines() {}

    public static CompletableFuture<LineLink> open(DeviceNetwork network, DeviceAddress address, LineFraming framing) {
        return network.destination(address).thenCompose(to -> open(network, address, to, framing));
    }

    private static CompletableFuture<LineLink> open(
            DeviceNetwork network, DeviceAddress address, InetSocketAddress to, LineFraming framing) {
        CompletableFuture<LineLink> opened = new CompletableFuture<>();
        ChannelFuture connecting = new Bootstrap()
                .group(network.loops())
                .channel(NioSocketChannel.class)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(network.limits().connect().toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        LineLink link =
                                new LineLink(channel.eventLoop(), new Socket(channel), framing, network::limits);
                        channel.pipeline().addLast(new Receiver(link));
                        channel.attr(LINK).set(link);
                    }
                })
                .connect(to);
        connecting.addListener(_ -> {
            if (connecting.isSuccess()) {
                opened.complete(connecting.channel().attr(LINK).get());
            } else {
                opened.completeExceptionally(unreachable(address, connecting.cause()));
            }
        });
        return opened;
    }

    static DeviceException unreachable(DeviceAddress address, Throwable cause) {
        return new DeviceException(
                DeviceFault.UNREACHABLE,
                "no connection to %s: %s".formatted(address, cause.getClass().getSimpleName()));
    }

    private record Socket(Channel channel) implements LineLink.Carrier {

        @Override
        public void say(String text) {
            channel.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            channel.close();
        }

        @Override
        public boolean isOpen() {
            return channel.isActive();
        }
    }

    private static final class Receiver extends SimpleChannelInboundHandler<ByteBuf> {

        private final LineLink link;

        Receiver(LineLink link) {
            this.link = link;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            link.stayOpen();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
            link.receive(bytes);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            link.end();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            link.end();
        }
    }
}
