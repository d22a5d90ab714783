package org.courtbridge.devices.simulate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
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
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.courtbridge.devices.DeviceAddress;

/** The HTTP server of simulated devices, with TLS by a certificate that they made themselves, or without. */
public final class WebFront implements SecureFront {

    private static final int LONGEST_BODY = 1 << 20;
    private static final int TICK_MILLIS = 100;

    private final String name;
    private final WebService service;
    private final BoundPort port;
    private volatile Optional<SslContext> tls;
    private volatile Misbehaviour misbehaviour = Misbehaviour.NONE;

    /** @param tls empty for a device that knows only HTTP without it */
    public WebFront(String name, InetSocketAddress bind, Optional<SslContext> tls, WebService service) {
        this.name = name;
        this.service = service;
        this.tls = tls;
        this.port = BoundPort.tcp(name, bind, this::prepare);
    }

    private void prepare(Channel channel) {
        tls.ifPresent(context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
        channel.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(LONGEST_BODY))
                .addLast(new Requests());
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
    public void changeKey() {
        tls = Optional.of(SimulatedCertificate.tls(name, Instant.now()));
        port.disconnectAll();
    }

    @Override
    public void close() {
        port.close();
    }

    private final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
            WebService.Request request = read(message);
            Frames frames = new Frames(ctx.channel());
            Optional<WebService.Conversation> conversation =
                    service.converse(request, text -> misbehaviour.deliver(text, frames));
            if (conversation.isPresent()) {
                upgrade(ctx, message, conversation.orElseThrow());
            } else {
                misbehaviour.deliver(
                        response(service.answer(request)), new Responses(ctx, HttpUtil.isKeepAlive(message)));
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

    /** Output of HTTP responses. */
    private record Responses(ChannelHandlerContext ctx, boolean keepAlive)
            implements Misbehaviour.Outlet<FullHttpResponse> {

        @Override
        public void send(FullHttpResponse response) {
            var written = ctx.writeAndFlush(response);
            if (!keepAlive) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }

        @Override
        public void discard(FullHttpResponse response) {
            response.release();
        }

        @Override
        public void later(Runnable work, Duration delay) {
            ctx.executor().schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void drop(FullHttpResponse response) {
            response.release();
            ctx.close();
        }

        @Override
        public void sendHalf(FullHttpResponse response) {
            ByteBuf half = response.content().copy(0, response.content().readableBytes() / 2);
            ctx.writeAndFlush(response.replace(half)).addListener(ChannelFutureListener.CLOSE);
            response.release();
        }

        @Override
        public void sendNonsense(FullHttpResponse response) {
            ByteBuf nonsense = bytes(Misbehaviour.NONSENSE);
            HttpUtil.setContentLength(response, nonsense.readableBytes());
            response.setStatus(HttpResponseStatus.OK);
            send(response.replace(nonsense));
            response.release();
        }
    }

    /** Output of a WebSocket's messages. */
    private record Frames(Channel channel) implements Misbehaviour.Outlet<String> {

        @Override
        public void send(String text) {
            channel.writeAndFlush(new TextWebSocketFrame(text));
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
            channel.writeAndFlush(new TextWebSocketFrame(text.substring(0, text.length() / 2)))
                    .addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void sendNonsense(String text) {
            send(Misbehaviour.NONSENSE);
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
