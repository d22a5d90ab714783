package org.courtbridge.media.video.send;

import io.netty.channel.EventLoop;
import io.netty.util.internal.PlatformDependent;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.PicturePacket;
import org.courtbridge.media.video.VideoSource;
import org.jspecify.annotations.Nullable;

/**
 * The way of a source's packets to the loop of one receiver. Each is copied into a carrier, which comes back idle, so
 * that nothing is allocated for a packet.
 */
final class PacketHandoff {

    /** Packets on their way at most; a loop that far behind would only send what is too late. */
    private static final int MAX_IN_FLIGHT = 512;

    private final EventLoop loop;
    private final BridgeClock clock;
    private final Receiver receiver;
    private final Queue<Carrier> idle = PlatformDependent.newFixedMpmcQueue(MAX_IN_FLIGHT);
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Takes what has arrived, on its own loop. */
    interface Receiver {

        /**
         * @param packet lent for the length of the call
         * @param now when it is on this loop
         */
        void forward(VideoSource from, PicturePacket packet, long now);
    }

    PacketHandoff(EventLoop loop, BridgeClock clock, Receiver receiver) {
        this.loop = loop;
        this.clock = clock;
        this.receiver = receiver;
    }

    /** Gives the receiver a packet, at once if this is its loop. The packet is unchanged afterwards. */
    void pass(VideoSource from, PicturePacket packet, long now) {
        if (loop.inEventLoop()) {
            receiver.forward(from, packet, now);
            return;
        }
        if (inFlight.incrementAndGet() > MAX_IN_FLIGHT) {
            inFlight.decrementAndGet();
            return;
        }
        Carrier waiting = idle.poll();
        Carrier carrier = waiting == null ? new Carrier() : waiting;
        carrier.load(from, packet);
        loop.execute(carrier);
    }

    private final class Carrier implements Runnable {

        private final PicturePacket packet = new PicturePacket();
        private @Nullable VideoSource from;

        void load(VideoSource source, PicturePacket original) {
            packet.copy(original);
            from = source;
        }

        @Override
        public void run() {
            VideoSource source = Objects.requireNonNull(from);
            from = null;
            try {
                receiver.forward(source, packet, clock.now());
            } finally {
                idle.offer(this);
                inFlight.decrementAndGet();
            }
        }
    }
}
