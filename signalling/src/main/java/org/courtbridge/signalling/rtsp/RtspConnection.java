package org.courtbridge.signalling.rtsp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpMessage;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.rtsp.RtspDecoder;
import io.netty.handler.codec.rtsp.RtspEncoder;
import io.netty.handler.codec.rtsp.RtspHeaderNames;
import io.netty.handler.codec.rtsp.RtspResponseStatuses;
import io.netty.handler.codec.rtsp.RtspVersions;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.media.transport.MediaLoops;

/** A connection to a camera, on an event loop of media: requests and their answers, and binary frames between them. */
final class RtspConnection implements AutoCloseable {

    private static final Logger log = LogManager.getLogger(RtspConnection.class);
    private static final String PROGRAM = "Courtbridge";
    private static final String GONE = "the connection is gone";
    private static final int LONGEST_BODY = 64 * 1024;

    private final Channel channel;
    private final Duration patience;
    private final Answers answers;
    private final AtomicInteger last = new AtomicInteger();

    private RtspConnection(Channel channel, Duration patience, Answers answers) {
        this.channel = channel;
        this.patience = patience;
        this.answers = answers;
    }

    /**
     * Connects. Blocks: not for event loops.
     *
     * @param loop of {@code loops}, which owns the connection
     * @param patience for the connection, and for each answer
     * @param frames takes the binary frames
     * @throws RtspException if nobody is there
     */
    static RtspConnection to(
            InetSocketAddress remote, MediaLoops loops, EventLoop loop, Duration patience, RtspFraming.Frames frames) {
        Answers answers = new Answers();
        ChannelFuture connected = loops.connect(loop, remote, patience, new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        fresh.pipeline()
                                .addLast(new RtspFraming(frames))
                                .addLast(new RtspEncoder())
                                .addLast(new RtspDecoder())
                                .addLast(new HttpObjectAggregator(LONGEST_BODY))
                                .addLast(answers);
                    }
                })
                .awaitUninterruptibly();
        if (!connected.isSuccess()) {
            throw new RtspException("no connection to " + text(remote));
        }
        return new RtspConnection(connected.channel(), patience, answers);
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    Channel channel() {
        return channel;
    }

    boolean isOpen() {
        return channel.isActive();
    }

    /**
     * Sends a request, and waits for its answer: not for event loops.
     *
     * @param headers beside CSeq and User-Agent
     * @throws RtspException if there is none, or the connection is gone
     */
    RtspResponse ask(HttpMethod method, String uri, Map<String, String> headers) {
        int number = last.incrementAndGet();
        FullHttpRequest request = new DefaultFullHttpRequest(RtspVersions.RTSP_1_0, method, uri);
        request.headers().set(RtspHeaderNames.CSEQ, number);
        request.headers().set(RtspHeaderNames.USER_AGENT, PROGRAM);
        headers.forEach(request.headers()::set);
        CompletableFuture<RtspResponse> answer = answers.await(number);
        try {
            channel.writeAndFlush(request).addListener(written -> {
                if (!written.isSuccess()) {
                    answer.completeExceptionally(new RtspException(GONE));
                }
            });
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RtspException("no answer to " + method + " within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new RtspException(GONE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RtspException("interrupted");
        } finally {
            answers.forget(number);
        }
    }

    @Override
    public void close() {
        channel.close();
    }

    /** Gives each answer to who waits for it, by CSeq (RFC 2326, section 12.17). Requests of cameras are declined. */
    private static final class Answers extends SimpleChannelInboundHandler<FullHttpMessage> {

        private final Map<Integer, CompletableFuture<RtspResponse>> awaited = new ConcurrentHashMap<>();
        private volatile boolean gone;

        CompletableFuture<RtspResponse> await(int number) {
            CompletableFuture<RtspResponse> answer = new CompletableFuture<>();
            awaited.put(number, answer);
            if (gone) {
                answer.completeExceptionally(new RtspException(GONE));
            }
            return answer;
        }

        void forget(int number) {
            awaited.remove(number);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpMessage message) {
            if (!message.decoderResult().isSuccess()) {
                log.debug("{}: unreadable message", context.channel());
                context.close();
            } else if (message instanceof FullHttpResponse response) {
                CompletableFuture<RtspResponse> answer =
                        awaited.remove(response.headers().getInt(RtspHeaderNames.CSEQ, -1));
                if (answer != null) {
                    answer.complete(new RtspResponse(
                            response.status().code(),
                            response.headers(),
                            response.content().toString(StandardCharsets.UTF_8)));
                }
            } else {
                FullHttpResponse declined =
                        new DefaultFullHttpResponse(RtspVersions.RTSP_1_0, RtspResponseStatuses.NOT_IMPLEMENTED);
                String number = message.headers().get(RtspHeaderNames.CSEQ);
                if (number != null) {
                    declined.headers().set(RtspHeaderNames.CSEQ, number);
                }
                context.writeAndFlush(declined);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            gone = true;
            awaited.values().forEach(answer -> answer.completeExceptionally(new RtspException(GONE)));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.debug("{}: {}", context.channel(), cause.getMessage());
            context.close();
        }
    }
}
