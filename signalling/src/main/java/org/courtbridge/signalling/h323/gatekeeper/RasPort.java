package org.courtbridge.signalling.h323.gatekeeper;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.ras.RasPath;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.signalling.h323.transport.H323Trace;
import org.courtbridge.signalling.h323.transport.TpktPorts;

/**
 * A UDP port of RAS, and the one thread on which all of its machine runs, as the inventory may have to be asked. What comes
 * faster than it can be looked at is dropped, first of those who send most, as those who ask do so again.
 */
final class RasPort implements AutoCloseable {

    private static final Logger log = LogManager.getLogger(RasPort.class);

    /** Messages that wait: some seconds of work. */
    private static final int WAITING = 4_096;

    /** Of one address. */
    private static final int WAITING_EACH = 256;

    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final InternalErrors errors;
    private final Channel channel;
    private final RasTrace trace;
    private final WaitingPlaces places = new WaitingPlaces(WAITING, WAITING_EACH);
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private Optional<Thread> thread = Optional.empty();

    /** Protocol machine that runs on the port's thread. */
    interface Machine {

        /** @throws PerException if that is no RasMessage */
        void received(byte[] message, RasPath by, Instant now);

        void timed(Instant now);

        /** Time at which {@link #timed} is to be called next; empty if nothing is due. */
        Optional<Instant> deadline();
    }

    private sealed interface Event {

        record Said(byte[] octets, RasPath by) implements Event {

            @Override
            public String toString() {
                return by.toString();
            }
        }

        record Wish(Consumer<Instant> wish) implements Event {}

        /** Nothing else came. */
        record Time() implements Event {}
    }

    private RasPort(InstantSource clock, TpktPorts ports, InternalErrors errors, InetSocketAddress at)
            throws IOException {
        this.clock = clock;
        this.errors = errors;
        var bound = new Bootstrap()
                .group(ports.loops())
                .channel(NioDatagramChannel.class)
                .handler(new Reading())
                .bind(at)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "RAS port %d: %s".formatted(at.getPort(), bound.cause().getMessage()), bound.cause());
        }
        this.channel = bound.channel();
        this.trace = new RasTrace(ports.trace(), (InetSocketAddress) channel.localAddress());
    }

    /**
     * @param at port 0 for any free one
     * @throws IOException if the port is taken
     */
    static RasPort open(InstantSource clock, TpktPorts ports, InternalErrors errors, InetSocketAddress at)
            throws IOException {
        return new RasPort(clock, ports, errors, at);
    }

    /** Looks at what comes from now on. @param name of the thread */
    void begin(String name, Machine machine) {
        thread = Optional.of(Thread.ofPlatform().name(name).daemon().start(() -> run(machine)));
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Messages that could not be understood, since the start. */
    long malformed() {
        return malformed.sum();
    }

    /** Messages that came faster than they could be looked at, since the start. */
    long dropped() {
        return dropped.sum();
    }

    void send(Octets datagram, InetSocketAddress to) {
        byte[] octets = datagram.toArray();
        trace.message(H323Trace.Direction.SENT, to, octets);
        channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(octets), to));
    }

    /** Something has come, by this port or otherwise. From any thread. */
    void take(byte[] message, RasPath by) {
        if (places.take(by.address().getAddress())) {
            events.add(new Event.Said(message, by));
        } else {
            dropped.increment();
        }
    }

    /** Runs on the port's thread, given the time. From any thread. */
    void wish(Consumer<Instant> wish) {
        events.add(new Event.Wish(wish));
    }

    private void run(Machine machine) {
        try {
            while (true) {
                Duration patience = patience(machine);
                does(
                        Optional.ofNullable(events.poll(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS))
                                .orElseGet(Event.Time::new),
                        machine);
            }
        } catch (InterruptedException _) {
            log.debug("{} ends", Thread.currentThread().getName());
        }
    }

    private Duration patience(Machine machine) {
        try {
            return machine.deadline()
                    .map(deadline -> Duration.between(clock.instant(), deadline))
                    .filter(left -> left.compareTo(IDLE) < 0)
                    .orElse(IDLE);
        } catch (Throwable bug) {
            errors.report(Part.GATEKEEPER, "what is due is not known for now", bug);
            return IDLE;
        }
    }

    private void does(Event event, Machine machine) {
        Instant now = clock.instant();
        try {
            switch (event) {
                case Event.Time _ -> machine.timed(now);
                case Event.Wish(Consumer<Instant> wish) -> wish.accept(now);
                case Event.Said said -> {
                    places.leave(said.by.address().getAddress());
                    received(said, machine, now);
                }
            }
        } catch (Throwable bug) {
            // An error too, such as of a message that is nested too deep: all others need this thread.
            errors.report(Part.GATEKEEPER, "a message or a time came to nothing", bug);
        }
    }

    private void received(Event.Said said, Machine machine, Instant now) {
        if (said.by instanceof RasPath.Datagrams(InetSocketAddress from)) {
            trace.message(H323Trace.Direction.RECEIVED, from, said.octets);
        }
        try {
            machine.received(said.octets, said.by, now);
        } catch (PerException e) {
            malformed.increment();
            log.debug("{} sends what is no RAS message: {}", said, e.getMessage());
        }
    }

    /** Closes the port, once everything that was asked of its thread before has been done. */
    @Override
    public void close() {
        thread.ifPresent(one -> {
            wish(_ -> one.interrupt());
            try {
                one.join(GOODBYE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            one.interrupt();
        });
        channel.close().awaitUninterruptibly();
    }

    private final class Reading extends SimpleChannelInboundHandler<DatagramPacket> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            take(ByteBufUtil.getBytes(packet.content()), new RasPath.Datagrams(packet.sender()));
        }
    }
}
