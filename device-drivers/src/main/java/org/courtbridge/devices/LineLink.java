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
import io.netty.handler.codec.DelimiterBasedFrameDecoder;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection on which a device and we say lines to each other. It closes itself when nothing was said for a while, and
 * when an answer is late: what came after that would be taken for the next one's.
 */
public final class LineLink {

    private static final AttributeKey<LineLink> LINK = AttributeKey.valueOf(LineLink.class, "link");

    private static final int LONGEST_LINE = 4096;

    /** Lines that nobody waits for. Past that the device only talks. */
    private static final int UNASKED = 64;

    private final Channel channel;
    private final Duration answer;
    private final Queue<String> unasked = new ArrayDeque<>();
    private @Nullable CompletableFuture<String> waiter;

    private LineLink(Channel channel, Duration answer) {
        this.channel = channel;
        this.answer = answer;
    }

    /** @param end of a line, both ways */
    public static CompletableFuture<LineLink> open(DeviceNetwork network, DeviceAddress address, byte[] end) {
        CompletableFuture<LineLink> opened = new CompletableFuture<>();
        DriverLimits limits = network.limits();
        ChannelFuture connecting = new Bootstrap()
                .group(network.loops())
                .channel(NioSocketChannel.class)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(limits.connect().toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        LineLink link = new LineLink(channel, limits.answer());
                        channel.pipeline()
                                .addLast(
                                        new IdleStateHandler(0, 0, limits.idle().toMillis(), TimeUnit.MILLISECONDS))
                                .addLast(new DelimiterBasedFrameDecoder(LONGEST_LINE, Unpooled.wrappedBuffer(end)))
                                .addLast(link.new Receiver());
                        channel.attr(LINK).set(link);
                    }
                })
                .connect(address.host(), address.port());
        connecting.addListener(_ -> {
            if (connecting.isSuccess()) {
                opened.complete(connecting.channel().attr(LINK).get());
            } else {
                opened.completeExceptionally(unreachable(address, connecting.cause()));
            }
        });
        return opened;
    }

    private static DeviceException unreachable(DeviceAddress address, Throwable cause) {
        return new DeviceException(
                DeviceFault.UNREACHABLE,
                "no connection to %s: %s".formatted(address, cause.getClass().getSimpleName()));
    }

    public boolean isOpen() {
        return channel.isActive();
    }

    /** Says a line, which has its end already, and waits for the next one; lines from before are of no interest. */
    public CompletableFuture<String> ask(String line) {
        return onLoop(result -> {
            unasked.clear();
            channel.writeAndFlush(Unpooled.copiedBuffer(line, StandardCharsets.UTF_8));
            await(result);
        });
    }

    /** The next line that the device says, or said already. */
    public CompletableFuture<String> next() {
        return onLoop(result -> {
            String said = unasked.poll();
            if (said != null) {
                result.complete(said);
            } else {
                await(result);
            }
        });
    }

    private CompletableFuture<String> onLoop(Consumer<CompletableFuture<String>> work) {
        CompletableFuture<String> result = new CompletableFuture<>();
        channel.eventLoop().execute(() -> work.accept(result));
        return result;
    }

    private void await(CompletableFuture<String> result) {
        assert channel.eventLoop().inEventLoop();
        if (!channel.isActive()) {
            result.completeExceptionally(lost());
            return;
        }
        waiter = result;
        ScheduledFuture<?> timer = channel.eventLoop()
                .schedule(
                        () -> fail(new DeviceException(DeviceFault.TIMED_OUT, "no answer within %s".formatted(answer))),
                        answer.toMillis(),
                        TimeUnit.MILLISECONDS);
        result.whenComplete((_, _) -> timer.cancel(false));
    }

    /** Ends the connection; who waits for a line is told why. */
    private void fail(DeviceException why) {
        assert channel.eventLoop().inEventLoop();
        CompletableFuture<String> waiting = waiter;
        waiter = null;
        channel.close();
        if (waiting != null) {
            waiting.completeExceptionally(why);
        }
    }

    private static DeviceException lost() {
        return new DeviceException(DeviceFault.UNREACHABLE, "the device closed the connection");
    }

    public void close() {
        channel.eventLoop().execute(() -> fail(new DeviceException(DeviceFault.CLOSED, "the connection was given up")));
    }

    private final class Receiver extends SimpleChannelInboundHandler<ByteBuf> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
            String line = frame.toString(StandardCharsets.UTF_8);
            CompletableFuture<String> waiting = waiter;
            waiter = null;
            if (waiting != null) {
                waiting.complete(line);
            } else if (unasked.size() < UNASKED) {
                unasked.add(line);
            } else {
                fail(new DeviceException(DeviceFault.MALFORMED_ANSWER, "the device talks without being asked"));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            fail(lost());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof IdleStateEvent && waiter == null) {
                ctx.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail(
                    cause instanceof TooLongFrameException
                            ? new DeviceException(
                                    DeviceFault.MALFORMED_ANSWER,
                                    "a line of more than %d bytes".formatted(LONGEST_LINE))
                            : lost());
        }
    }
}
