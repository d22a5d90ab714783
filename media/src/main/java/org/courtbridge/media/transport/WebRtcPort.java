package org.courtbridge.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.courtbridge.media.health.Guard;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.health.RepeatedTask;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.jspecify.annotations.Nullable;

/**
 * The one UDP port, and the TCP port of the same number, through which all browsers send and receive.
 *
 * <p>We are an ICE-lite agent (RFC 8445, section 2.5). What arrives is told apart by its first byte (RFC 7983); STUN says
 * by an authenticated user name which {@link IceSession} an address belongs to. From addresses that have not said so DTLS
 * is dropped, and media too unless its keys say whose it is: unauthenticated bytes create nothing here.
 */
public final class WebRtcPort implements AutoCloseable {

    /** Each costs about 2 ms of CPU; the rest wait for their ClientHello to be repeated. */
    private static final int MAX_HANDSHAKES = 64;

    private static final int TICK_MILLIS = 500;

    private final WebRtcSockets sockets;
    private final EventLoop loop;
    private final DtlsCertificate certificate;
    private final LongSupplier clock;
    private final InternalErrors errors;
    private final Scratch scratch;
    private final List<String> candidates;

    private final Set<IceSession> sessions = new HashSet<>();
    private final Map<InetSocketAddress, Route> routes = new HashMap<>();
    private final LongAdder dropped = new LongAdder();
    private final PortStun stun;
    private final StrayMedia strays;
    private final TcpAdmission tcpAdmission = new TcpAdmission();
    private int handshakes;
    private @Nullable Future<?> ticker;

    private record Route(IceSession session, IcePath way) {}

    private WebRtcPort(
            WebRtcSockets sockets,
            WebRtcPortConfig config,
            MediaLoops loops,
            DtlsCertificate certificate,
            LongSupplier clock,
            InternalErrors errors) {
        this.sockets = sockets;
        this.loop = sockets.loop();
        this.certificate = certificate;
        this.clock = clock;
        this.errors = errors;
        this.scratch = loops.scratch(loop);
        this.candidates = HostCandidates.lines(config.advertised(), sockets.localAddress());
        this.stun = new PortStun(scratch, dropped, clock);
        this.strays = new StrayMedia(sessions, scratch, clock);
    }

    /**
     * Opens both ports. Blocks for as long as the binding takes: not for event loops.
     *
     * @throws UncheckedIOException if a port is taken
     */
    public static WebRtcPort open(
            WebRtcPortConfig config, MediaLoops loops, DtlsCertificate certificate, InternalErrors errors) {
        return open(config, loops, certificate, errors, System::nanoTime);
    }

    static WebRtcPort open(
            WebRtcPortConfig config,
            MediaLoops loops,
            DtlsCertificate certificate,
            InternalErrors errors,
            LongSupplier clock) {
        WebRtcSockets sockets = WebRtcSockets.open(config.bind(), loops);
        WebRtcPort port = new WebRtcPort(sockets, config, loops, certificate, clock, errors);
        sockets.loop().submit(port::begin).syncUninterruptibly();
        return port;
    }

    private void begin() {
        sockets.receive(this::datagram, this);
        ticker = loop.scheduleWithFixedDelay(
                new RepeatedTask(errors, Part.BROWSER_PORT, "the tick of all sessions", this::tick),
                TICK_MILLIS,
                TICK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** A place for one more browser, with credentials of its own that work at once. Not for event loops. */
    public IceSession session() {
        IceSession session = new IceSession(this, scratch, now());
        loop.submit(() -> {
                    sessions.add(session);
                    stun.register(session.local(), session);
                })
                .syncUninterruptibly();
        return session;
    }

    /** Address that UDP and TCP are bound to. */
    public InetSocketAddress localAddress() {
        return sockets.localAddress();
    }

    /** Arrivals that belonged to no session, were nothing that belongs here, or whose session refused them; on any thread. */
    public long dropped() {
        return dropped.sum();
    }

    /** Closes both ports. Sessions that are still open hear nothing more. */
    @Override
    public void close() {
        loop.execute(() -> {
            if (ticker != null) {
                ticker.cancel(false);
            }
            new ArrayList<>(sessions).forEach(IceSession::close);
            sockets.closeTcp();
        });
        // Behind the goodbyes of the sessions, which their DTLS threads send.
        sockets.closeUdp();
    }

    // What sessions and connections need, on the loop.

    EventLoop loop() {
        return loop;
    }

    long now() {
        return clock.getAsLong();
    }

    LongAdder drops() {
        return dropped;
    }

    DtlsCertificate certificate() {
        return certificate;
    }

    CertificateFingerprint fingerprint() {
        return certificate.fingerprint();
    }

    List<String> candidates() {
        return candidates;
    }

    ByteBufAllocator allocator() {
        return sockets.allocator();
    }

    PortStun stun() {
        return stun;
    }

    void forget(IceSession session, List<IcePath> ways) {
        sessions.remove(session);
        stun.unregister(session.local());
        ways.forEach(this::forgetWay);
    }

    void forgetWay(IcePath way) {
        switch (way) {
            case IcePath.Udp udpWay -> routes.remove(udpWay.remote());
            case IcePath.Tcp tcpWay ->
                // After what is still to be said by it.
                loop.schedule(() -> tcpWay.channel().close(), 50, TimeUnit.MILLISECONDS);
        }
    }

    boolean beginHandshake() {
        if (handshakes >= MAX_HANDSHAKES) {
            return false;
        }
        handshakes++;
        return true;
    }

    void endHandshake() {
        handshakes--;
    }

    TcpAdmission tcpAdmission() {
        return tcpAdmission;
    }

    /** Around all that is done by the clock for a session. */
    Guard guard(IceSession session) {
        return new Guard(errors, "the session of a browser", () -> {
            sessions.remove(session);
            session.fail();
        });
    }

    private void tick() {
        stun.tick();
        strays.tick();
        long now = now();
        for (IceSession session : new ArrayList<>(sessions)) {
            session.guard().run(Part.BROWSER_PORT, () -> session.tick(now));
        }
    }

    private void datagram(DatagramPacket datagram) {
        Route route = routes.get(datagram.sender());
        if (route == null) {
            IcePath.Udp way = new IcePath.Udp(sockets.batch(), datagram.sender());
            IceSession session = arrived(datagram.content(), way, null);
            if (session != null) {
                routes.put(way.remote(), new Route(session, way));
            }
        } else {
            IceSession session = arrived(datagram.content(), route.way, route.session);
            if (session != route.session && session != null) {
                route.session.wayClosed(route.way);
                routes.put(route.way.remote(), new Route(session, route.way));
            }
        }
    }

    /**
     * The way of every arrival.
     *
     * @param session whom the way belongs to, if it is open
     * @return whom it belongs to now
     */
    @Nullable
    IceSession arrived(ByteBuf bytes, IcePath way, @Nullable IceSession session) {
        int first = bytes.isReadable() ? bytes.getUnsignedByte(bytes.readerIndex()) : 0xFF;
        if (first < 4) {
            return stun.arrived(bytes, way, session);
        }
        if (session == null) {
            if (first < 128 || first >= 192 || !strays.arrived(bytes, way)) {
                dropped.increment();
            }
        } else if (first >= 128 && first < 192) {
            session.media(bytes, System.nanoTime());
        } else if (first >= 20 && first < 64) {
            session.dtls(bytes);
        } else {
            dropped.increment();
        }
        return session;
    }
}
