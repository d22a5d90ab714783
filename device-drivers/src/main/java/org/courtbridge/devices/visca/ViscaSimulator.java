package org.courtbridge.devices.visca;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.simulate.Misbehaviour;
import org.courtbridge.devices.simulate.SimulatedRoom;
import org.courtbridge.devices.simulate.Simulator;

/** A camera that takes VISCA over UDP from anybody, and minds each controller's sequence numbers. */
public final class ViscaSimulator implements Simulator {

    private static final int CONTROLLERS = 64;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("visca-simulator"), NioIoHandler.newFactory());
    private final SimulatedRoom room = new SimulatedRoom();
    private final CameraCommands commands;
    private final Channel socket;
    private final Channel elsewhere;
    private final Map<InetSocketAddress, Long> lastNumbers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Long> eldest) {
            return size() > CONTROLLERS;
        }
    };
    private volatile Misbehaviour misbehaviour = Misbehaviour.NONE;

    public ViscaSimulator(InetSocketAddress bind, ViscaRange range) {
        this.commands = new CameraCommands(room, range);
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Receiver());
                    }
                });
        this.socket = bootstrap.bind(bind).syncUninterruptibly().channel();
        this.elsewhere = bootstrap
                .bind(new InetSocketAddress(bind.getAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public DeviceAddress address() {
        InetSocketAddress bound = (InetSocketAddress) socket.localAddress();
        return new DeviceAddress(bound.getAddress().getHostAddress(), bound.getPort());
    }

    @Override
    public SimulatedRoom room() {
        return room;
    }

    @Override
    public void misbehave(Misbehaviour how) {
        misbehaviour = how;
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
            if (ctx.channel() != elsewhere) {
                ViscaMessage.read(packet.content())
                        .ifPresent(message ->
                                answers(packet.sender(), message).forEach(answer -> say(packet.sender(), answer)));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // A controller's port is closed by now: of no interest to a camera.
        }
    }

    private List<ViscaMessage> answers(InetSocketAddress controller, ViscaMessage message) {
        return switch (message.type()) {
            case ViscaMessage.CONTROL -> {
                lastNumbers.remove(controller);
                yield List.of(
                        new ViscaMessage(ViscaMessage.CONTROL_REPLY, message.sequence(), ViscaMessage.RESET_DONE));
            }
            case ViscaMessage.COMMAND, ViscaMessage.INQUIRY -> numbered(controller, message);
            default -> List.of(new ViscaMessage(ViscaMessage.CONTROL, message.sequence(), ViscaMessage.WRONG_MESSAGE));
        };
    }

    /** "Delivery confirmation": what was done is not done again under the same number, what was refused is tried again. */
    private List<ViscaMessage> numbered(InetSocketAddress controller, ViscaMessage message) {
        Long last = lastNumbers.get(controller);
        if (last != null && last == message.sequence()) {
            return List.of(new ViscaMessage(ViscaMessage.CONTROL, message.sequence(), ViscaMessage.WRONG_SEQUENCE));
        }
        List<String> replies = commands.answer(message.payload());
        if (replies.stream().noneMatch(CameraCommands::isError)) {
            lastNumbers.put(controller, message.sequence());
        }
        return replies.stream()
                .map(reply -> new ViscaMessage(ViscaMessage.REPLY, message.sequence(), reply))
                .toList();
    }

    private void say(InetSocketAddress controller, ViscaMessage answer) {
        switch (misbehaviour) {
            case NONE -> send(socket, controller, answer.write());
            case SILENT -> {}
            case LATE ->
                socket.eventLoop()
                        .schedule(
                                () -> send(socket, controller, answer.write()),
                                Misbehaviour.LATENESS.toMillis(),
                                TimeUnit.MILLISECONDS);
            case DROPS -> send(elsewhere, controller, answer.write());
            case HALF_AN_ANSWER -> {
                ByteBuf whole = answer.write();
                send(socket, controller, whole.slice(0, whole.readableBytes() / 2));
            }
            case GARBAGE -> send(socket, controller, Unpooled.wrappedBuffer(new byte[] {1, 17, 0, 99, 0, 0, 0, 0, 7}));
        }
    }

    private static void send(Channel from, InetSocketAddress to, ByteBuf bytes) {
        from.writeAndFlush(new DatagramPacket(bytes, to));
    }
}
