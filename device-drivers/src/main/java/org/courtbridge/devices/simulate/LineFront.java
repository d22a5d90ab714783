package org.courtbridge.devices.simulate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.LineFraming;
import org.jspecify.annotations.Nullable;

/** A simulated device that takes lines over plain TCP. */
public final class LineFront implements Front {

    private final LineService service;
    private final BoundPort port;
    private volatile Misbehaviour misbehaviour = Misbehaviour.NONE;

    /** @param idle after which it closes a connection on which nothing comes */
    public LineFront(String name, InetSocketAddress bind, Optional<Duration> idle, LineService service) {
        this.service = service;
        this.port = BoundPort.tcp(name, bind, channel -> {
            idle.ifPresent(
                    time -> channel.pipeline().addLast(new ReadTimeoutHandler(time.toMillis(), TimeUnit.MILLISECONDS)));
            channel.pipeline().addLast(new Connection());
        });
    }

    @Override
    public DeviceAddress address() {
        return port.address();
    }

    @Override
    public void misbehave(Misbehaviour how) {
        misbehaviour = how;
    }

    @Override
    public void close() {
        port.close();
    }

    private final class Connection extends SimpleChannelInboundHandler<ByteBuf> {

        private final LineFraming framing = new LineFraming(Set.of());
        private LineService.@Nullable Conversation conversation;

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            conversation = service.converse(new Socket(ctx.channel()));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
            LineService.Conversation open = conversation;
            if (open != null) {
                framing.feed(bytes).forEach(open::hear);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    private final class Socket implements LineService.Mouth, Misbehaviour.Outlet<String> {

        private final Channel channel;

        Socket(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void say(String text) {
            misbehaviour.deliver(text, this);
        }

        @Override
        public void hangUp() {
            channel.close();
        }

        @Override
        public void send(String text) {
            channel.writeAndFlush(bytes(text));
        }

        @Override
        public void discard(String text) {}

        @Override
        public void later(Runnable work, Duration delay) {
            channel.eventLoop().schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void drop(String text) {
            channel.close();
        }

        @Override
        public void sendHalf(String text) {
            channel.writeAndFlush(bytes(text.substring(0, text.length() / 2))).addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void sendNonsense(String text) {
            send(Misbehaviour.NONSENSE + "\r\n");
        }

        private static ByteBuf bytes(String text) {
            return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
        }
    }
}
