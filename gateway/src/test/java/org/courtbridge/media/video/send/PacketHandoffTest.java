package org.courtbridge.media.video.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.ParameterSets;
import org.courtbridge.media.video.PictureDescription;
import org.courtbridge.media.video.PicturePacket;
import org.courtbridge.media.video.VideoSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacketHandoffTest {

    private static final VideoSource SOURCE = new Unseen();

    private final EventLoop loop = new DefaultEventLoop();
    private final AtomicLong time = new AtomicLong(1_000);
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final PacketHandoff handoff = new PacketHandoff(
            loop,
            new BridgeClock(InstantSource.system(), time::get),
            (from, packet, now) -> received.add(new Received(packet.rtp().sequenceNumber(), now)));

    private record Received(int sequence, long now) {}

    @AfterEach
    void end() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    /** How long a packet waited for a busy loop is nothing that the network had a part in. */
    @Test
    void anotherLoopTakesAPacketAtTheTimeWhenItGetsToIt() throws Exception {
        var busy = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                busy.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        PicturePacket packet = packet(7);
        handoff.pass(SOURCE, packet, 1_000);
        packet.rtp().sequenceNumber(8);
        time.set(5_000);
        busy.countDown();
        assertThat(received.poll(1, TimeUnit.MINUTES)).isEqualTo(new Received(7, 5_000));
    }

    @Test
    void theSameLoopTakesItAtOnce() throws Exception {
        time.set(5_000);
        loop.submit(() -> {
                    handoff.pass(SOURCE, packet(7), 1_000);
                    assertThat(List.copyOf(received)).containsExactly(new Received(7, 1_000));
                })
                .get(1, TimeUnit.MINUTES);
    }

    private static PicturePacket packet(int sequence) {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + 1];
        bytes[0] = (byte) 0x80;
        RtpPacket rtp = new RtpPacket();
        rtp.wrap(bytes, 0, bytes.length);
        rtp.sequenceNumber(sequence);
        return new PicturePacket().lend(rtp, 0, true, true, 0);
    }

    /** Only passed on. */
    private static final class Unseen implements VideoSource {

        @Override
        public boolean open() {
            throw new AssertionError("asked");
        }

        @Override
        public int openings() {
            throw new AssertionError("asked");
        }

        @Override
        public PictureDescription description() {
            throw new AssertionError("asked");
        }

        @Override
        public ParameterSets parameters() {
            throw new AssertionError("asked");
        }

        @Override
        public void keyframeWanted(long now) {
            throw new AssertionError("asked");
        }
    }
}
