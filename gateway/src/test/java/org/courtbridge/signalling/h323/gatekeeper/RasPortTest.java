package org.courtbridge.signalling.h323.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.courtbridge.h323.ras.RasPath;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.signalling.h323.transport.H323Trace;
import org.courtbridge.signalling.h323.transport.TpktPorts;
import org.junit.jupiter.api.Test;

class RasPortTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int MANY = 200_000;

    /** What a flood brings is kept up to a bound, and what we want ourselves is done for all that. */
    private final InternalErrors errors = new InternalErrors(InstantSource.system());

    @Test
    void dropsWhatComesTooFast() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        AtomicInteger received = new AtomicInteger();
        RasPort.Machine slow = new RasPort.Machine() {
            @Override
            public void received(byte[] message, RasPath by, Instant now) {
                received.incrementAndGet();
                try {
                    busy.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void timed(Instant now) {}

            @Override
            public Optional<Instant> deadline() {
                return Optional.empty();
            }
        };
        try (TpktPorts loops = new TpktPorts(HERE, H323Trace.NONE);
                RasPort port = RasPort.open(InstantSource.system(), loops, errors, new InetSocketAddress(HERE, 0));
                DatagramSocket flood = new DatagramSocket(0, HERE)) {
            port.begin("slow", slow);
            DatagramPacket one = new DatagramPacket(new byte[200], 200, new InetSocketAddress(HERE, port.port()));
            for (int i = 0; port.dropped() == 0 && i < MANY; i++) {
                flood.send(one);
            }
            assertThat(port.dropped()).isPositive();
            CompletableFuture<Integer> wish = new CompletableFuture<>();
            port.wish(_ -> wish.complete(received.get()));
            busy.countDown();
            assertThat(wish.get(60, TimeUnit.SECONDS)).isBetween(256, 257);
        }
    }

    /** As of a message that is nested too deep; all registrations need the thread. */
    @Test
    void anErrorAtOneMessageIsNoneAtTheNext() throws Exception {
        CountDownLatch heard = new CountDownLatch(2);
        RasPort.Machine faulty = new RasPort.Machine() {
            @Override
            public void received(byte[] message, RasPath by, Instant now) {
                heard.countDown();
                throw new StackOverflowError("a fault, as a test wants it");
            }

            @Override
            public void timed(Instant now) {}

            @Override
            public Optional<Instant> deadline() {
                if (heard.getCount() == 1) {
                    throw new IllegalStateException("another fault");
                }
                return Optional.empty();
            }
        };
        try (TpktPorts loops = new TpktPorts(HERE, H323Trace.NONE);
                RasPort port = RasPort.open(InstantSource.system(), loops, errors, new InetSocketAddress(HERE, 0));
                DatagramSocket sender = new DatagramSocket(0, HERE)) {
            port.begin("faulty", faulty);
            DatagramPacket one = new DatagramPacket(new byte[200], 200, new InetSocketAddress(HERE, port.port()));
            sender.send(one);
            sender.send(one);
            assertThat(heard.await(5, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Long> wish = new CompletableFuture<>();
            port.wish(_ -> wish.complete(errors.count(Part.GATEKEEPER)));
            assertThat(wish.get(5, TimeUnit.SECONDS)).isEqualTo(3);
        }
    }
}
