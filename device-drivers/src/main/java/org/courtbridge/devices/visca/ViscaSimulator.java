package org.courtbridge.devices.visca;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.simulate.BoundPort;
import org.courtbridge.devices.simulate.Front;
import org.courtbridge.devices.simulate.Misbehaviour;
import org.courtbridge.devices.simulate.SimulatedRoom;
import org.courtbridge.devices.simulate.Simulator;

/** A camera that takes VISCA over UDP from anybody, and minds each controller's sequence numbers. */
public final class ViscaSimulator implements Simulator, Front {

    private static final int CONTROLLERS = 64;

    /** Names a length that it has not. */
    private static final byte[] NONSENSE = {1, 17, 0, 99, 0, 0, 0, 0, 7};

    private final SimulatedRoom room = new SimulatedRoom();
    private final CameraCommands commands;
    private final BoundPort port;
    private final BoundPort elsewhere;
    private final Map<InetSocketAddress, Long> lastNumbers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Long> eldest) {
            return size() > CONTROLLERS;
        }
    };
    private volatile Misbehaviour misbehaviour = Misbehaviour.NONE;

    public ViscaSimulator(InetSocketAddress bind, ViscaRange range) {
        this.commands = new CameraCommands(room, range);
        this.port = BoundPort.udp("visca", bind, channel -> channel.pipeline().addLast(new Receiver()));
        this.elsewhere = BoundPort.udp("visca", new InetSocketAddress(bind.getAddress(), 0), _ -> {});
    }

    @Override
    public Front front() {
        return this;
    }

    @Override
    public DeviceAddress address() {
        return port.address();
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
        port.close();
        elsewhere.close();
    }

    private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
            Datagrams outlet = new Datagrams(packet.sender());
            ViscaMessage.read(packet.content())
                    .ifPresent(message ->
                            answers(packet.sender(), message).forEach(answer -> misbehaviour.deliver(answer, outlet)));
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

    /** Where answers to one controller leave. There is no connection to drop. */
    private final class Datagrams implements Misbehaviour.Outlet<ViscaMessage> {

        private final InetSocketAddress controller;

        Datagrams(InetSocketAddress controller) {
            this.controller = controller;
        }

        @Override
        public void send(ViscaMessage answer) {
            send(port, answer.write());
        }

        @Override
        public void discard(ViscaMessage answer) {}

        @Override
        public void later(Runnable work, Duration delay) {
            port.socket().eventLoop().schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void drop(ViscaMessage answer) {
            send(elsewhere, answer.write());
        }

        @Override
        public void sendHalf(ViscaMessage answer) {
            ByteBuf whole = answer.write();
            send(port, whole.slice(0, whole.readableBytes() / 2));
        }

        @Override
        public void sendNonsense(ViscaMessage answer) {
            send(port, Unpooled.wrappedBuffer(NONSENSE));
        }

        private void send(BoundPort from, ByteBuf bytes) {
            from.socket().writeAndFlush(new DatagramPacket(bytes, controller));
        }
    }
}
