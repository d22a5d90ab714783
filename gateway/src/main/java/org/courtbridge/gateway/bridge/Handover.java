package org.courtbridge.gateway.bridge;

import io.netty.channel.EventLoop;
import io.netty.util.internal.PlatformDependent;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * The way of a source's packets to the loop of one receiver. Each is copied into a carrier, which comes back idle, so
 * that nothing is allocated for a packet.
 */
final class Handover {

    /** Packets on their way at most; a loop that far behind would only send what is too late. */
    private static final int MAX_IN_FLIGHT = 512;

    private final EventLoop loop;
    private final Receiver receiver;
    private final Queue<Carrier> idle = PlatformDependent.newFixedMpmcQueue(MAX_IN_FLIGHT);
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Takes what has arrived, on its own loop. */
    interface Receiver {

        /**
         * @param packet lent for the length of the call
         * @param begins whether it is the first packet of a picture
         * @param hasParameters whether the picture's parameter sets came with it
         */
        void forward(
                PictureFeed from,
                int fromGeneration,
                RtpPacket packet,
                boolean begins,
                boolean hasParameters,
                long now);
    }

    Handover(EventLoop loop, Receiver receiver) {
        this.loop = loop;
        this.receiver = receiver;
    }

    /** Gives the receiver a packet, at once if this is its loop. The packet is unchanged afterwards. */
    void pass(PictureFeed from, int fromGeneration, RtpPacket packet, boolean begins, boolean hasParameters, long now) {
        if (loop.inEventLoop()) {
            receiver.forward(from, fromGeneration, packet, begins, hasParameters, now);
            return;
        }
        if (inFlight.incrementAndGet() > MAX_IN_FLIGHT) {
            inFlight.decrementAndGet();
            return;
        }
        Carrier waiting = idle.poll();
        Carrier carrier = waiting == null ? new Carrier() : waiting;
        carrier.load(from, fromGeneration, packet, begins, hasParameters, now);
        loop.execute(carrier);
    }

    private final class Carrier implements Runnable {

        private final RtpPacket packet = new RtpPacket();
        private byte[] bytes = {};

        private @Nullable PictureFeed from;
        private int fromGeneration;
        private boolean begins;
        private boolean hasParameters;
        private long now;

        void load(
                PictureFeed source,
                int generation,
                RtpPacket original,
                boolean first,
                boolean parametersCame,
                long arrival) {
            int length = original.getLength();
            if (bytes.length < length) {
                bytes = new byte[length];
            }
            original.readRegionToBuff(0, length, bytes);
            packet.wrap(bytes, 0, length);
            from = source;
            fromGeneration = generation;
            begins = first;
            hasParameters = parametersCame;
            now = arrival;
        }

        @Override
        public void run() {
            PictureFeed source = Objects.requireNonNull(from);
            from = null;
            try {
                receiver.forward(source, fromGeneration, packet, begins, hasParameters, now);
            } finally {
                idle.offer(this);
                inFlight.decrementAndGet();
            }
        }
    }
}
