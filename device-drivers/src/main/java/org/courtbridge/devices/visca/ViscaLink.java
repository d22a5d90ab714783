package org.courtbridge.devices.visca;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.DriverLimits;
import org.jspecify.annotations.Nullable;

/**
 * A socket of our own for one camera, and the numbering of what is said on it. What is not answered is sent again under the
 * same number, as the manual has it ("Delivery confirmation"): a camera that did it already says so, and the same under a
 * new number brings its answer. All that is sent here may be done twice.
 */
final class ViscaLink {

    private static final AttributeKey<ViscaLink> LINK = AttributeKey.valueOf(ViscaLink.class, "link");

    /** Times that one message is sent, at most. */
    private static final int SENDS = 3;

    private static final long NUMBERS = 1L << 32;

    private final Channel channel;
    private final Supplier<DriverLimits> limits;
    private long sequence;
    private @Nullable Exchange current;

    private ViscaLink(Channel channel, Supplier<DriverLimits> limits) {
        this.channel = channel;
        this.limits = limits;
    }

    /** Opens the socket and has the camera count from the beginning. */
    static CompletableFuture<ViscaLink> open(DeviceNetwork network, DeviceAddress address) {
        return network.destination(address)
                .thenCompose(to -> open(network, address, to))
                .thenCompose(link ->
                        link.say(ViscaMessage.CONTROL, ViscaMessage.RESET).thenApply(_ -> link));
    }

    private static CompletableFuture<ViscaLink> open(
            DeviceNetwork network, DeviceAddress address, InetSocketAddress to) {
        CompletableFuture<ViscaLink> opened = new CompletableFuture<>();
        ChannelFuture connecting = new Bootstrap()
                .group(network.loops())
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        ViscaLink link = new ViscaLink(channel, network::limits);
                        channel.attr(LINK).set(link);
                        channel.pipeline()
                                .addLast(new IdleStateHandler(
                                        0, 0, network.limits().idle().toMillis(), TimeUnit.MILLISECONDS))
                                .addLast(link.new Receiver());
                    }
                })
                .connect(to);
        connecting.addListener(_ -> {
            if (connecting.isSuccess()) {
                opened.complete(connecting.channel().attr(LINK).get());
            } else {
                opened.completeExceptionally(
                        new DeviceException(DeviceFault.UNREACHABLE, "no way to %s".formatted(address)));
            }
        });
        return opened;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Has the camera do something; complete with its Completion. The text is a command of the list, from its third byte on. */
    CompletableFuture<Void> command(String command) {
        return say(ViscaMessage.COMMAND, "8101" + compact(command) + "ff").thenApply(_ -> null);
    }

    /** Asks the camera something; gives what is between {@code y0 50} and {@code FF}. */
    CompletableFuture<String> inquire(String inquiry) {
        return say(ViscaMessage.INQUIRY, "8109" + compact(inquiry) + "ff");
    }

    private static String compact(String listed) {
        return listed.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    private CompletableFuture<String> say(int type, String payload) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        channel.eventLoop().execute(() -> {
            if (!channel.isOpen()) {
                answer.completeExceptionally(new DeviceException(DeviceFault.UNREACHABLE, "the socket is closed"));
                return;
            }
            current = new Exchange(type, payload, answer);
            current.send();
        });
        return answer;
    }

    void close() {
        channel.eventLoop().execute(() -> fail(new DeviceException(DeviceFault.CLOSED, "the connection was given up")));
    }

    private void fail(DeviceException why) {
        assert channel.eventLoop().inEventLoop();
        Exchange open = current;
        channel.close();
        if (open != null) {
            open.end(why);
        }
    }

    /** One thing said, until it is answered. */
    private final class Exchange {

        private final int type;
        private final String payload;
        private final CompletableFuture<String> answer;
        private long number;
        private int sends;
        private boolean acknowledged;
        private @Nullable ScheduledFuture<?> timer;

        Exchange(int type, String payload, CompletableFuture<String> answer) {
            this.type = type;
            this.payload = payload;
            this.answer = answer;
            renumber();
        }

        private void renumber() {
            number = type == ViscaMessage.CONTROL ? 0 : sequence;
            sequence = type == ViscaMessage.CONTROL ? 0 : (sequence + 1) % NUMBERS;
        }

        void send() {
            sends++;
            channel.writeAndFlush(new ViscaMessage(type, number, payload).write());
            wait(limits.get().answer().dividedBy(SENDS), this::unanswered);
        }

        private void wait(Duration time, Runnable then) {
            stopWaiting();
            timer = channel.eventLoop().schedule(then, time.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void stopWaiting() {
            if (timer != null) {
                timer.cancel(false);
            }
        }

        private void unanswered() {
            if (sends < SENDS) {
                send();
            } else {
                late();
            }
        }

        private void late() {
            fail(new DeviceException(
                    DeviceFault.TIMED_OUT,
                    "no answer after %d times within %s"
                            .formatted(sends, limits.get().answer())));
        }

        /** Answers to what was said before have other numbers. */
        void receive(ViscaMessage message) {
            if (message.sequence() != number) {
                return;
            }
            switch (message.type()) {
                case ViscaMessage.REPLY -> message.reply().ifPresentOrElse(this::replied, () -> strange(message));
                case ViscaMessage.CONTROL, ViscaMessage.CONTROL_REPLY -> control(message);
                default -> strange(message);
            }
        }

        private void replied(String reply) {
            switch (reply.charAt(0)) {
                case '4' -> {
                    acknowledged = true;
                    wait(limits.get().answer(), this::again);
                }
                case '5' -> end(reply.substring(2));
                case '6' -> end(refusal(reply.substring(2)));
                default -> fail(DeviceException.malformed(reply, "4y, 5y or 6y"));
            }
        }

        private void control(ViscaMessage message) {
            if (type == ViscaMessage.CONTROL
                    && message.type() == ViscaMessage.CONTROL_REPLY
                    && message.payload().equals(ViscaMessage.RESET_DONE)) {
                end("");
            } else if (message.payload().equals(ViscaMessage.WRONG_SEQUENCE)) {
                doneBefore();
            } else {
                strange(message);
            }
        }

        /** It did this, and its answer was lost on the way; if only the first of two was, the second still comes. */
        private void doneBefore() {
            if (!acknowledged) {
                again();
            }
        }

        private void again() {
            if (sends < SENDS) {
                acknowledged = false;
                renumber();
                send();
            } else {
                late();
            }
        }

        private void strange(ViscaMessage message) {
            fail(DeviceException.malformed(message.payload(), "a reply of VISCA"));
        }

        private void end(String data) {
            stopWaiting();
            current = null;
            answer.complete(data);
        }

        void end(DeviceException why) {
            stopWaiting();
            current = null;
            answer.completeExceptionally(why);
        }
    }

    /** "VISCA Command/ACK Protocol", error messages. */
    private static DeviceException refusal(String code) {
        return switch (code) {
            case "02" ->
                new DeviceException(DeviceFault.NOT_SUPPORTED, "the camera has no such command (syntax error)");
            case "03" ->
                new DeviceException(DeviceFault.BUSY, "the camera does two things already (command buffer full)");
            case "41" ->
                new DeviceException(DeviceFault.REFUSED, "the camera cannot do it now (command not executable)");
            default -> DeviceException.refused(DeviceFault.REFUSED, "another error", code);
        };
    }

    private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
            ByteBuf content = packet.content();
            Exchange open = current;
            if (open != null) {
                ViscaMessage.read(content)
                        .ifPresentOrElse(
                                open::receive,
                                () -> fail(new DeviceException(
                                        DeviceFault.MALFORMED_ANSWER,
                                        "a datagram of %d bytes that is no message"
                                                .formatted(content.readableBytes()))));
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof IdleStateEvent && current == null) {
                ctx.close();
            }
        }

        /** The camera's system says that nobody listens there. */
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail(new DeviceException(DeviceFault.UNREACHABLE, "nobody listens there"));
        }
    }
}
