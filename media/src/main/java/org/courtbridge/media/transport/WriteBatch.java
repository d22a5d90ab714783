package org.courtbridge.media.transport;

import io.netty.channel.Channel;

/**
 * Writes to one channel and flushes once, when the loop has handled the packets that it has read, so that they leave
 * together (sendmmsg). Nothing is added to the delay: the flush is the loop's next task.
 */
final class WriteBatch {

    private final Channel channel;
    private final Runnable flush = this::flush;
    private boolean pending;

    WriteBatch(Channel channel) {
        this.channel = channel;
    }

    /** Whether the socket takes more; if not, a real-time packet is better dropped than queued. */
    boolean hasRoom() {
        return channel.isWritable();
    }

    /** Takes over the message. */
    void write(Object message) {
        assert channel.eventLoop().inEventLoop();
        channel.write(message, channel.voidPromise());
        if (!pending) {
            pending = true;
            channel.eventLoop().execute(flush);
        }
    }

    private void flush() {
        pending = false;
        channel.flush();
    }
}
