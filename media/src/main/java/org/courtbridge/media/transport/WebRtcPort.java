package org.courtbridge.media.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.media.health.Guard;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.health.RepeatedTask;
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
    /** Error responses in a tick: enough for honest mistakes, no use to those who forge source addresses. */
    private static final int ERRORS_PER_TICK = 100;

    /**
     * Packets in a tick that come from nowhere and are compared with every session: enough for the browsers of a whole town
     * whose provider gives new addresses, and nothing that junk could keep the loop busy with. The rest wait for a check.
     */
    private static final int STRAYS_PER_TICK = 500;

    /** Up to and including the SSRC of an RTP packet; of RTCP, where it is earlier, there is always more. */
    private static final int RTP_HEADER = 12;

    private static final int ATTEMPTS = 20;

    private final MediaLoops loops;
    private final EventLoop loop;
    private final DtlsCertificate certificate;
    private final CertificateFingerprint fingerprint;
    private final LongSupplier clock;
    private final InternalErrors errors;
    private final Scratch scratch;
    private final Channel udp;
    private final Channel tcp;
    private final WriteBatch batch;
    private final List<String> candidates;

    private final IceChecks<IceSession> checks = new IceChecks<>();
    private final Map<InetSocketAddress, Route> routes = new HashMap<>();
    private final Set<IceSession> sessions = new HashSet<>();
    private final LongAdder dropped = new LongAdder();
    private final TcpAdmission tcpAdmission = new TcpAdmission();
    private int handshakes;
    private final Map<ByteBuffer, IceSession> returnChecks = new HashMap<>();
    private int errorsLeft = ERRORS_PER_TICK;
    private int straysLeft = STRAYS_PER_TICK;
    private @Nullable Future<?> ticker;

    private record Route(IceSession session, IcePath way) {}

    /** Channels that are bound to one port number. */
    private record Sockets(EventLoop loop, Channel udp, Channel tcp) {}

    private WebRtcPort(
            WebRtcPortConfig config,
            MediaLoops loops,
            DtlsCertificate certificate,
            LongSupplier clock,
            InternalErrors errors,
            Sockets sockets) {
        this.loops = loops;
        this.loop = sockets.loop();
        this.certificate = certificate;
        this.fingerprint = certificate.fingerprint();
        this.clock = clock;
        this.errors = errors;
        this.scratch = loops.scratch(loop);
        this.udp = sockets.udp();
        this.tcp = sockets.tcp();
        this.batch = new WriteBatch(udp);
        this.candidates = HostCandidates.lines(config.advertised(), (InetSocketAddress) udp.localAddress());
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
        int attempts = config.bind().getPort() == 0 ? ATTEMPTS : 1;
        while (true) {
            try {
                return tryOpen(config, loops, certificate, errors, clock);
            } catch (IOException e) {
                attempts--;
                if (attempts == 0) {
                    throw new UncheckedIOException("cannot open " + config.bind() + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private static WebRtcPort tryOpen(
            WebRtcPortConfig config,
            MediaLoops loops,
            DtlsCertificate certificate,
            InternalErrors errors,
            LongSupplier clock)
            throws IOException {
        EventLoop loop = loops.next();
        DatagramHandler udpHandler = new DatagramHandler();
        Channel udp = bound(loops.bindDatagram(loop, config.bind(), udpHandler));
        try {
            Rfc4571Channel.Initializer tcpInitializer = new Rfc4571Channel.Initializer();
            Channel tcp = bound(new ServerBootstrap()
                    .group(loop)
                    .channelFactory(loops.serverChannels())
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Rfc4571Channel.WATER_MARK)
                    .childHandler(tcpInitializer)
                    .bind(config.bind().getAddress(), ((InetSocketAddress) udp.localAddress()).getPort()));
            WebRtcPort port = new WebRtcPort(config, loops, certificate, clock, errors, new Sockets(loop, udp, tcp));
            loop.submit(() -> {
                        udpHandler.receiver(port::datagram);
                        tcpInitializer.port(port);
                        port.ticker = loop.scheduleWithFixedDelay(
                                new RepeatedTask(errors, Part.BROWSER_PORT, "the tick of all sessions", port::tick),
                                TICK_MILLIS,
                                TICK_MILLIS,
                                TimeUnit.MILLISECONDS);
                    })
                    .syncUninterruptibly();
            return port;
        } catch (IOException e) {
            udp.close().awaitUninterruptibly();
            throw e;
        }
    }

    private static Channel bound(ChannelFuture binding) throws IOException {
        binding.awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IOException(binding.cause());
        }
        return binding.channel();
    }

    /** A place for one more browser, with credentials of its own that work at once. Not for event loops. */
    public IceSession session() {
        IceSession session = new IceSession(this, scratch, now());
        loop.submit(() -> {
                    sessions.add(session);
                    checks.register(session.local(), session);
                })
                .syncUninterruptibly();
        return session;
    }

    /** Address that UDP and TCP are bound to. */
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) udp.localAddress();
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
            tcp.close();
        });
        // Behind the goodbyes of the sessions, which their DTLS threads send.
        loop.schedule(() -> udp.close(), 50, TimeUnit.MILLISECONDS);
        udp.closeFuture().awaitUninterruptibly(1, TimeUnit.SECONDS);
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
        return fingerprint;
    }

    List<String> candidates() {
        return candidates;
    }

    ByteBufAllocator allocator() {
        return udp.alloc();
    }

    void register(IceCredentials credentials, IceSession session) {
        checks.register(credentials, session);
    }

    void unregister(IceCredentials credentials) {
        checks.forget(credentials);
    }

    void register(ReturnCheck check, IceSession session) {
        returnChecks.put(check.transaction(), session);
    }

    void unregister(ReturnCheck check) {
        returnChecks.remove(check.transaction());
    }

    void forget(IceSession session, List<IcePath> ways) {
        sessions.remove(session);
        checks.forget(session.local());
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
        errorsLeft = ERRORS_PER_TICK;
        straysLeft = STRAYS_PER_TICK;
        long now = now();
        for (IceSession session : new ArrayList<>(sessions)) {
            session.guard().run(Part.BROWSER_PORT, () -> session.tick(now));
        }
    }

    private void datagram(DatagramPacket datagram) {
        Route route = routes.get(datagram.sender());
        if (route == null) {
            IcePath.Udp way = new IcePath.Udp(batch, datagram.sender());
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
            return stun(bytes, way, session);
        }
        if (session == null) {
            if (first < 128 || first >= 192 || !strayed(bytes, way)) {
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

    /**
     * Media from where nobody is known to be: that of a browser whose NAT has given it another address, perhaps.
     *
     * @return whether somebody has taken or counted it
     */
    private boolean strayed(ByteBuf bytes, IcePath way) {
        if (straysLeft == 0 || bytes.readableBytes() < RTP_HEADER) {
            return false;
        }
        straysLeft--;
        bytes.getBytes(bytes.readerIndex(), scratch.in, 0, RTP_HEADER);
        RtpKind kind = RtpKind.of(scratch.in, 0, RTP_HEADER);
        int ssrc = bytes.getInt(bytes.readerIndex() + (kind == RtpKind.RTCP ? 4 : 8));
        boolean counted = false;
        for (IceSession session : sessions) {
            if (session.hasHeard(ssrc)) {
                counted = true;
                if (session.strayed(bytes, way, System.nanoTime(), now())) {
                    break;
                }
            }
        }
        return counted;
    }

    private @Nullable IceSession stun(ByteBuf bytes, IcePath way, @Nullable IceSession session) {
        int length = bytes.readableBytes();
        if (length > MediaLoops.MAX_DATAGRAM) {
            dropped.increment();
            return session;
        }
        bytes.getBytes(bytes.readerIndex(), scratch.in, 0, length);
        if (length >= StunMessage.HEADER && bytes.getShort(bytes.readerIndex()) == StunMessage.BINDING_SUCCESS) {
            return answered(length, way, session);
        }
        IceChecks.Verdict<IceSession> verdict = checks.judge(scratch.in, 0, length, way.remote());
        IceSession accepted = verdict.accepted().orElse(null);
        if (accepted == null) {
            dropped.increment();
            if (!verdict.response().isEmpty() && errorsLeft > 0) {
                errorsLeft--;
                respond(way, verdict.response().bytes());
            }
            return session;
        }
        respond(way, verdict.response().bytes());
        accepted.checked(way, verdict.ufrag(), verdict.nominated(), now());
        return accepted;
    }

    /** Takes the answer to a check: one to a check of ours may open a way, anything else is junk. */
    private @Nullable IceSession answered(int length, IcePath way, @Nullable IceSession session) {
        try {
            StunMessage response = StunMessage.parse(scratch.in, 0, length);
            IceSession asked = returnChecks.get(ByteBuffer.wrap(response.transaction()));
            if (asked != null && asked.answered(response, way, now())) {
                return asked;
            }
        } catch (MalformedPacketException e) {
            // Counted below, as any junk.
        }
        dropped.increment();
        return session;
    }

    private static void respond(IcePath way, byte[] response) {
        if (way.hasRoom()) {
            way.write(Unpooled.wrappedBuffer(response));
        }
    }
}
