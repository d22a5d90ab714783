package org.courtbridge.devices.visca;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
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

/**
 * A camera that takes VISCA over UDP from anybody, and minds each controller's sequence numbers. It may stand for many that
 * differ by their address: what comes to one is answered from there, as controllers take no answer from elsewhere.
 */
public final class ViscaSimulator implements Simulator, Front {

    private static final int CONTROLLERS = 64;

    /** Names a length that it has not. */
    private static final byte[] NONSENSE = {1, 17, 0, 99, 0, 0, 0, 0, 7};

    private final SimulatedRoom room = new SimulatedRoom();
    private final CameraCommands commands;
    private final BoundPort port;
    private final BoundPort elsewhere;
    private final Map<Association, Long> lastNumbers;
    private volatile Misbehaviour misbehaviour = Misbehaviour.NONE;

    /** One camera as one of its controllers sees it. */
    private record Association(SocketAddress camera, InetSocketAddress controller) {}

    /** @param others addresses of further cameras, which have the same port and share the room */
    public ViscaSimulator(InetSocketAddress bind, List<InetAddress> others, ViscaRange range) {
        this.commands = new CameraCommands(room, range);
        int most = CONTROLLERS * (1 + others.size());
        this.lastNumbers = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Association, Long> eldest) {
                return size() > most;
            }
        };
        this.port = BoundPort.udp(
                "visca", bind, others, channel -> channel.pipeline().addLast(new Receiver()));
        this.elsewhere = BoundPort.udp("visca", new InetSocketAddress(bind.getAddress(), 0), _ -> {});
    }

    /** Makes one that stands for a single camera. */
    public static ViscaSimulator oneCamera(InetSocketAddress bind, ViscaRange range) {
        return new ViscaSimulator(bind, List.of(), range);
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
            Datagrams outlet = new Datagrams(ctx.channel(), packet.sender());
            Association association = new Association(ctx.channel().localAddress(), packet.sender());
            ViscaMessage.read(packet.content())
                    .ifPresent(message ->
                            answers(association, message).forEach(answer -> misbehaviour.deliver(answer, outlet)));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // A controller's port is closed by now: of no interest to a camera.
        }
    }

    private List<ViscaMessage> answers(Association association, ViscaMessage message) {
        return switch (message.type()) {
            case ViscaMessage.CONTROL -> {
                lastNumbers.remove(association);
                yield List.of(
                        new ViscaMessage(ViscaMessage.CONTROL_REPLY, message.sequence(), ViscaMessage.RESET_DONE));
            }
            case ViscaMessage.COMMAND, ViscaMessage.INQUIRY -> numbered(association, message);
            default -> List.of(new ViscaMessage(ViscaMessage.CONTROL, message.sequence(), ViscaMessage.WRONG_MESSAGE));
        };
    }

    /** "Delivery confirmation": what was done is not done again under the same number, what was refused is tried again. */
    private List<ViscaMessage> numbered(Association association, ViscaMessage message) {
        Long last = lastNumbers.get(association);
        if (last != null && last == message.sequence()) {
            return List.of(new ViscaMessage(ViscaMessage.CONTROL, message.sequence(), ViscaMessage.WRONG_SEQUENCE));
        }
        List<String> replies = commands.answer(message.payload());
        if (replies.stream().noneMatch(CameraCommands::isError)) {
            lastNumbers.put(association, message.sequence());
        }
        return replies.stream()
                .map(reply -> new ViscaMessage(ViscaMessage.REPLY, message.sequence(), reply))
                .toList();
    }

    /** Output of the answers to one controller. There is no connection to drop. */
    private final class Datagrams implements Misbehaviour.Outlet<ViscaMessage> {

        private final Channel camera;
        private final InetSocketAddress controller;

        Datagrams(Channel camera, InetSocketAddress controller) {
            this.camera = camera;
            this.controller = controller;
        }

        @Override
        public void send(ViscaMessage answer) {
            send(camera, answer.write());
        }

        @Override
        public void discard(ViscaMessage answer) {}

        @Override
        public void later(Runnable work, Duration delay) {
            camera.eventLoop().schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void drop(ViscaMessage answer) {
            send(elsewhere.socket(), answer.write());
        }

        @Override
        public void sendHalf(ViscaMessage answer) {
            ByteBuf whole = answer.write();
            send(camera, whole.slice(0, whole.readableBytes() / 2));
        }

        @Override
        public void sendNonsense(ViscaMessage answer) {
            send(camera, Unpooled.wrappedBuffer(NONSENSE));
        }

        private void send(Channel from, ByteBuf bytes) {
            from.writeAndFlush(new DatagramPacket(bytes, controller));
        }
    }
}
