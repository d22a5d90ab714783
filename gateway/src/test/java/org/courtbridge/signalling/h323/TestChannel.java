package org.courtbridge.signalling.h323;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;

/** A connection from somewhere, which may read what it is sent later, and has no halves to be closed. */
public final class TestChannel extends EmbeddedChannel implements DuplexChannel {

    private final InetSocketAddress from;
    private final Deque<Runnable> unread = new ArrayDeque<>();
    private boolean reads = true;
    private int kept;

    public TestChannel(InetSocketAddress from) {
        this.from = from;
        pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                ByteBuf octets = (ByteBuf) message;
                if (reads) {
                    context.write(octets, promise);
                } else {
                    int length = octets.readableBytes();
                    kept += length;
                    outbound().setUserDefinedWritability(1, kept < 65_536);
                    unread.add(() -> {
                        kept -= length;
                        context.write(octets, promise);
                    });
                }
            }
        });
    }

    private ChannelOutboundBuffer outbound() {
        return unsafe().outboundBuffer();
    }

    /** Whether the other side takes what it is sent. */
    public void reads(boolean now) {
        reads = now;
        if (reads) {
            while (!unread.isEmpty()) {
                unread.remove().run();
            }
            if (isOpen()) {
                outbound().setUserDefinedWritability(1, true);
                flush();
            }
        }
    }

    /** Octets that wait. */
    public int kept() {
        return kept;
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return from;
    }

    @Override
    public boolean isInputShutdown() {
        return false;
    }

    @Override
    public ChannelFuture shutdownInput() {
        return newSucceededFuture();
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        return promise.setSuccess();
    }

    @Override
    public boolean isOutputShutdown() {
        return false;
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return newSucceededFuture();
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        return promise.setSuccess();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public ChannelFuture shutdown() {
        return newSucceededFuture();
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        return promise.setSuccess();
    }
}
