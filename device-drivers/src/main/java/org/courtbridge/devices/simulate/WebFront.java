package org.courtbridge.devices.simulate;

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
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.courtbridge.devices.DeviceAddress;

/** The HTTP server of simulated devices, with TLS by a certificate that they made themselves, or without. */
public final class WebFront implements AutoCloseable {

    private static final int LONGEST_BODY = 1 << 20;
    private static final int TICK_MILLIS = 100;
    private static final String GARBAGE = "?%$!<";

    private final EventLoopGroup loops;
    private final ChannelGroup connections;
    private final Channel server;
    private final String name;
    private final WebService service;
    private volatile Optional<SslContext> tls;
    private volatile Misbehaviour misbehaviour = Misbehaviour.NONE;

    /** @param tls empty for a device that knows only HTTP without it */
    public WebFront(String name, InetSocketAddress bind, Optional<SslContext> tls, WebService service) {
        this.name = name;
        this.service = service;
        this.tls = tls;
        this.loops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory(name + "-simulator"), NioIoHandler.newFactory());
        this.connections = new DefaultChannelGroup(loops.next());
        this.server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        WebFront.this.tls.ifPresent(
                                context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(LONGEST_BODY))
                                .addLast(new Requests());
                    }
                })
                .bind(bind)
                .syncUninterruptibly()
                .channel();
    }

    public DeviceAddress address() {
        InetSocketAddress bound = (InetSocketAddress) server.localAddress();
        return new DeviceAddress(bound.getAddress().getHostAddress(), bound.getPort());
    }

    public void misbehave(Misbehaviour how) {
        misbehaviour = how;
    }

    /** Another key and certificate from now on, as after a factory reset. Connections are closed. */
    public void changeCertificate() {
        tls = Optional.of(SimulatedCertificate.tls(name, Instant.now()));
        connections.close().syncUninterruptibly();
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
            WebService.Request request = read(message);
            Optional<WebService.Conversation> conversation = service.converse(request, text -> say(ctx, text));
            if (conversation.isPresent()) {
                upgrade(ctx, message, conversation.orElseThrow());
            } else {
                say(ctx, response(service.answer(request)), HttpUtil.isKeepAlive(message));
            }
        }

        private void upgrade(ChannelHandlerContext ctx, FullHttpRequest message, WebService.Conversation conversation) {
            String offered = message.headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
            String host = message.headers().get(HttpHeaderNames.HOST, "device");
            new WebSocketServerHandshakerFactory("wss://" + host + message.uri(), offered, false, LONGEST_BODY)
                    .newHandshaker(message)
                    .handshake(ctx.channel(), message);
            ctx.pipeline().addLast(new WebSocketFrameAggregator(LONGEST_BODY));
            ctx.pipeline().addLast(new Messages(conversation));
            ctx.pipeline().remove(this);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    private static WebService.Request read(FullHttpRequest message) {
        QueryStringDecoder uri = new QueryStringDecoder(message.uri());
        Map<String, String> headers = new HashMap<>();
        message.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return new WebService.Request(
                message.method().name(),
                uri.path(),
                uri.parameters(),
                headers,
                message.content().toString(StandardCharsets.UTF_8));
    }

    private static FullHttpResponse response(WebService.Answer answer) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), bytes(answer.body()));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.type());
        answer.headers().forEach((header, value) -> response.headers().set(header, value));
        HttpUtil.setContentLength(response, response.content().readableBytes());
        return response;
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private void say(ChannelHandlerContext ctx, FullHttpResponse response, boolean keepAlive) {
        switch (misbehaviour) {
            case NONE -> send(ctx, response, keepAlive);
            case SILENT -> response.release();
            case LATE ->
                ctx.executor()
                        .schedule(
                                () -> send(ctx, response, keepAlive),
                                Misbehaviour.LATENESS.toMillis(),
                                TimeUnit.MILLISECONDS);
            case DROPS -> {
                response.release();
                ctx.close();
            }
            case HALF_AN_ANSWER -> {
                ByteBuf half = response.content().copy(0, response.content().readableBytes() / 2);
                ctx.writeAndFlush(response.replace(half)).addListener(ChannelFutureListener.CLOSE);
                response.release();
            }
            case GARBAGE -> {
                ByteBuf garbage = bytes(GARBAGE);
                HttpUtil.setContentLength(response, garbage.readableBytes());
                response.setStatus(HttpResponseStatus.OK);
                send(ctx, response.replace(garbage), keepAlive);
                response.release();
            }
        }
    }

    private static void send(ChannelHandlerContext ctx, FullHttpResponse response, boolean keepAlive) {
        var written = ctx.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void say(ChannelHandlerContext ctx, String text) {
        switch (misbehaviour) {
            case NONE -> ctx.channel().writeAndFlush(new TextWebSocketFrame(text));
            case SILENT -> {}
            case LATE ->
                ctx.executor()
                        .schedule(
                                () -> ctx.channel().writeAndFlush(new TextWebSocketFrame(text)),
                                Misbehaviour.LATENESS.toMillis(),
                                TimeUnit.MILLISECONDS);
            case DROPS -> ctx.channel().close();
            case HALF_AN_ANSWER ->
                ctx.channel()
                        .writeAndFlush(new TextWebSocketFrame(text.substring(0, text.length() / 2)))
                        .addListener(ChannelFutureListener.CLOSE);
            case GARBAGE -> ctx.channel().writeAndFlush(new TextWebSocketFrame(GARBAGE));
        }
    }

    private static final class Messages extends SimpleChannelInboundHandler<WebSocketFrame> {

        private final WebService.Conversation conversation;

        Messages(WebService.Conversation conversation) {
            this.conversation = conversation;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            var ticks = ctx.executor()
                    .scheduleAtFixedRate(conversation::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
            ctx.channel().closeFuture().addListener(_ -> ticks.cancel(false));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            switch (frame) {
                case TextWebSocketFrame text -> conversation.hear(text.text());
                case PingWebSocketFrame ping ->
                    ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
                case CloseWebSocketFrame close ->
                    ctx.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
                default -> {}
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
