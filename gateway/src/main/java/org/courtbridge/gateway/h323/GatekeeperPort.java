package org.courtbridge.gateway.h323;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.ras.AdmittedCall;
import org.courtbridge.h323.ras.Gatekeeper;
import org.courtbridge.h323.ras.GatekeeperAction;
import org.courtbridge.h323.ras.Registration;

/**
 * Our gatekeeper's port (H.225.0, clause 6.1: UDP 1719). What comes goes to the machine on a thread of its own, as the
 * inventory may have to be asked; what it cannot take in time is dropped, as endpoints ask again.
 */
final class GatekeeperPort implements AutoCloseable {

    private static final Logger log = LogManager.getLogger(GatekeeperPort.class);

    /** Requests that wait: some seconds of work. */
    private static final int WAITING = 4_096;

    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Gatekeeper gatekeeper;
    private final InstantSource clock;
    private final Channel channel;
    private final BlockingQueue<Datagram> datagrams = new LinkedBlockingQueue<>(WAITING);
    private final Map<Octets, Caller> callers = new ConcurrentHashMap<>();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Thread thread;

    private record Datagram(byte[] octets, InetSocketAddress from) {}

    /** Who was admitted to make a call, as he was then: the rest of his registration is the gatekeeper thread's. */
    private record Caller(String endpoint, Optional<String> name, InetAddress address) {

        static Caller of(Registration endpoint) {
            return new Caller(
                    endpoint.endpointIdentifier(),
                    endpoint.name(),
                    endpoint.rasAddress().getAddress());
        }
    }

    private GatekeeperPort(
            IntFunction<Gatekeeper> gatekeeper, InstantSource clock, TpktPorts ports, InetSocketAddress at)
            throws IOException {
        this.clock = clock;
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
        this.gatekeeper = gatekeeper.apply(port());
        this.thread = Thread.ofPlatform().name("gatekeeper").daemon().start(this::run);
    }

    /**
     * @param gatekeeper makes it, given its port
     * @throws IOException if the port is taken
     */
    static GatekeeperPort open(
            IntFunction<Gatekeeper> gatekeeper, InstantSource clock, TpktPorts ports, InetSocketAddress at)
            throws IOException {
        return new GatekeeperPort(gatekeeper, clock, ports, at);
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Datagrams that could not be understood, since the start. */
    long malformed() {
        return malformed.sum();
    }

    /** Datagrams that came faster than they could be looked at, since the start. */
    long dropped() {
        return dropped.sum();
    }

    /**
     * The user name of who was admitted to a call, and makes it from where he registered.
     *
     * @param callIdentifier of the call's Setup, which only he and we know
     */
    Optional<String> callerOf(Octets callIdentifier, InetAddress source) {
        return Optional.ofNullable(callers.get(callIdentifier))
                .filter(caller -> caller.address.equals(source))
                .flatMap(Caller::name);
    }

    private void run() {
        try {
            while (true) {
                Duration patience = gatekeeper
                        .deadline()
                        .map(deadline -> Duration.between(clock.instant(), deadline))
                        .filter(left -> left.compareTo(IDLE) < 0)
                        .orElse(IDLE);
                Datagram datagram = datagrams.poll(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
                does(datagram == null ? gatekeeper.expire(clock.instant()) : received(datagram));
            }
        } catch (InterruptedException _) {
            log.debug("gatekeeper ends");
        }
    }

    private List<GatekeeperAction> received(Datagram datagram) {
        Instant now = clock.instant();
        try {
            return gatekeeper.receive(datagram.octets, datagram.from, now);
        } catch (PerException e) {
            malformed.increment();
            log.debug("{} sends what is no RAS message: {}", datagram.from, e.getMessage());
        } catch (RuntimeException bug) {
            log.error("a RAS message of {} ended in a fault", datagram.from, bug);
        }
        return List.of();
    }

    private void does(List<GatekeeperAction> actions) {
        actions.forEach(this::act);
    }

    private void act(GatekeeperAction action) {
        switch (action) {
            case GatekeeperAction.Send send ->
                channel.writeAndFlush(
                        new DatagramPacket(Unpooled.wrappedBuffer(send.octets().toArray()), send.to()));
            case GatekeeperAction.Registered registered ->
                log.info(
                        "registered endpoint={} name={} at={}",
                        registered.endpoint(),
                        registered.endpoint().name().orElse(""),
                        registered.endpoint().callSignalAddress());
            case GatekeeperAction.Unregistered unregistered ->
                log.info(
                        "unregistered endpoint={} name={}",
                        unregistered.endpoint(),
                        unregistered.endpoint().name().orElse(""));
            case GatekeeperAction.Admitted admitted -> admitted(admitted.call());
            case GatekeeperAction.Ended ended -> ended(ended.call());
            case GatekeeperAction.BandwidthChanged _ -> {}
            case GatekeeperAction.Denied denied -> log.debug("denied {}: {}", denied.from(), denied.why());
        }
    }

    /** Nobody takes a call of somebody else for his own by naming its identifier. */
    private void admitted(AdmittedCall call) {
        if (!call.answered()) {
            Caller caller = Caller.of(call.endpoint());
            call.callIdentifier()
                    .ifPresent(identifier -> callers.merge(
                            identifier,
                            caller,
                            (known, again) -> known.endpoint.equals(again.endpoint) ? again : known));
        }
    }

    private void ended(AdmittedCall call) {
        call.callIdentifier()
                .ifPresent(identifier -> callers.computeIfPresent(
                        identifier,
                        (_, known) -> known.endpoint.equals(call.endpoint().endpointIdentifier()) ? null : known));
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Reading extends SimpleChannelInboundHandler<DatagramPacket> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            if (!datagrams.offer(new Datagram(ByteBufUtil.getBytes(packet.content()), packet.sender()))) {
                dropped.increment();
            }
        }
    }
}
