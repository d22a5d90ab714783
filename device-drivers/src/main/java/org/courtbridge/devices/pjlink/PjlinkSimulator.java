package org.courtbridge.devices.pjlink;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.DelimiterBasedFrameDecoder;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.simulate.Misbehaviour;
import org.courtbridge.devices.simulate.SimulatedRoom;
import org.courtbridge.devices.simulate.Simulator;

/** A projector that speaks PJLink of class 1 or 2, with a password or without. */
public final class PjlinkSimulator implements Simulator {

    /** After which a projector closes the connection (PJLink Specifications, 2.1). */
    private static final int IDLE_SECONDS = 30;

    /** {@code %1XXXX }, 128 bytes, a proof before it. */
    private static final int LONGEST_LINE = 136 + 32;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("pjlink-simulator"), NioIoHandler.newFactory());
    private final SimulatedRoom room = new SimulatedRoom();
    private final SecureRandom random = new SecureRandom();
    private final ProjectorCommands commands;
    private final Optional<String> password;
    private final Channel server;
    private volatile Misbehaviour misbehaviour = Misbehaviour.NONE;

    /**
     * @param level the class, 1 or 2
     * @param password empty for a projector that lets everybody in
     */
    public PjlinkSimulator(InetSocketAddress bind, int level, Optional<String> password) {
        this.commands = new ProjectorCommands(room, level);
        this.password = password;
        this.server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
                                .addLast(new DelimiterBasedFrameDecoder(
                                        LONGEST_LINE, Unpooled.wrappedBuffer(new byte[] {'\r'})))
                                .addLast(new Conversation());
                    }
                })
                .bind(bind)
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public DeviceAddress address() {
        InetSocketAddress bound = (InetSocketAddress) server.localAddress();
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

    private final class Conversation extends SimpleChannelInboundHandler<ByteBuf> {

        private Optional<String> proof = Optional.empty();

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (password.isEmpty()) {
                say(ctx, "PJLINK 0");
            } else {
                byte[] number = new byte[4];
                random.nextBytes(number);
                String text = HexFormat.of().formatHex(number);
                proof = Optional.of(PjlinkDigest.of(text, password.orElseThrow()));
                say(ctx, "PJLINK 1 " + text);
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
            String line = frame.toString(StandardCharsets.UTF_8);
            if (proof.isPresent()) {
                String wanted = proof.orElseThrow();
                if (!line.regionMatches(true, 0, wanted, 0, wanted.length())) {
                    say(ctx, "PJLINK ERRA");
                    ctx.close();
                    return;
                }
                proof = Optional.empty();
                line = line.substring(wanted.length());
            }
            PjlinkMessage.question(line)
                    .ifPresent(question -> say(ctx, commands.answer(question).asAnswer()));
        }

        private void say(ChannelHandlerContext ctx, String line) {
            switch (misbehaviour) {
                case NONE -> write(ctx, line + "\r");
                case SILENT -> {}
                case LATE ->
                    ctx.executor()
                            .schedule(
                                    () -> write(ctx, line + "\r"),
                                    Misbehaviour.LATENESS.toMillis(),
                                    TimeUnit.MILLISECONDS);
                case DROPS -> ctx.close();
                case HALF_AN_ANSWER ->
                    ctx.writeAndFlush(bytes(line.substring(0, line.length() / 2)))
                            .addListener(ChannelFutureListener.CLOSE);
                case GARBAGE -> write(ctx, "?%$!\r");
            }
        }

        private static void write(ChannelHandlerContext ctx, String text) {
            ctx.writeAndFlush(bytes(text));
        }

        private static ByteBuf bytes(String text) {
            return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
