package org.courtbridge.signalling.bfcp;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.PortsExhaustedException;

/**
 * The floor control server on our ports, one of each kind for all hearings: UDP, TCP, and TLS over TCP. A message belongs to
 * the room that its conference and user name; whoever names none of ours gets an Error, and not many of them. All of it runs
 * on one thread.
 */
public final class BfcpServer implements AutoCloseable {

    private static final int TRIES = 200;
    private static final int BACKLOG = 64;

    /** Errors to strangers a second, so that nobody guesses numbers fast, nor has us send to others. */
    private static final int ERRORS_TO_STRANGERS = 20;

    private final InstantSource clock;
    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("bfcp"), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final SecureRandom random = new SecureRandom();
    private final Map<Long, Seat> seats = new HashMap<>();
    private final Allowance strangersErrors = new Allowance(ERRORS_TO_STRANGERS, ERRORS_TO_STRANGERS);
    private final BfcpConnections connections = new BfcpConnections();
    private final LongAdder received = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder strangers = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final Channel udp;
    private final Channel tcp;
    private final Optional<Channel> tls;

    /**
     * Opens a port of each kind within the range.
     *
     * @param tls as {@link BfcpTls} makes it; empty for none
     * @throws PortsExhaustedException if no port is free
     */
    public BfcpServer(InetAddress bind, PortRange range, Optional<SSLContext> tls, InstantSource clock) {
        this.clock = clock;
        try {
            this.udp = bind(range, port -> datagrams().bind(new InetSocketAddress(bind, port)));
            this.tcp = bind(range, port -> stream(Optional.empty()).bind(new InetSocketAddress(bind, port)));
            this.tls = tls.map(context ->
                    bind(range, port -> stream(Optional.of(context)).bind(new InetSocketAddress(bind, port))));
        } catch (PortsExhaustedException e) {
            close();
            throw e;
        }
    }

    private static Channel bind(PortRange range, Function<Integer, ChannelFuture> open) {
        for (int i = 0; i < TRIES; i++) {
            ChannelFuture bound = open.apply(ThreadLocalRandom.current().nextInt(range.first(), range.last() + 1))
                    .awaitUninterruptibly();
            if (bound.isSuccess()) {
                return bound.channel();
            }
        }
        throw new PortsExhaustedException("no port of %s is free for BFCP".formatted(range));
    }

    private Bootstrap datagrams() {
        return new Bootstrap().group(loop).channel(NioDatagramChannel.class).handler(new BfcpDatagrams(this));
    }

    private ServerBootstrap stream(Optional<SSLContext> context) {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (!connections.admit(channel)) {
                            dropped.increment();
                            channel.close();
                            return;
                        }
                        context.ifPresent(made -> channel.pipeline().addLast(new SslHandler(engine(made))));
                        channel.pipeline()
                                .addLast(new BfcpFraming())
                                .addLast(new BfcpStream(
                                        BfcpServer.this, context.isPresent() ? BfcpTransport.TLS : BfcpTransport.TCP));
                    }
                });
    }

    private static SSLEngine engine(SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setWantClientAuth(true);
        return engine;
    }

    /** A floor for one hearing, as long as it lasts. */
    public HearingFloor open(FloorPolicy handover, FloorListener listener) {
        return new HearingFloor(this, loop, handover, listener);
    }

    /** The port for a way; empty for TLS without a certificate. */
    public Optional<Integer> port(BfcpTransport transport) {
        Optional<Channel> channel = switch (transport) {
            case UDP -> Optional.of(udp);
            case TCP -> Optional.of(tcp);
            case TLS -> tls;
        };
        return channel.map(bound -> ((InetSocketAddress) bound.localAddress()).getPort());
    }

    public BfcpFigures figures() {
        return new BfcpFigures(received.sum(), malformed.sum(), strangers.sum(), dropped.sum(), lost.sum());
    }

    Instant now() {
        return clock.instant();
    }

    /** Not guessed, and not taken, but for a chance of one in as many as there are rooms to 2<sup>31</sup>. */
    long nextConference() {
        return random.nextInt(1, Integer.MAX_VALUE);
    }

    void admit(Seat seat) {
        seats.put(seat.access().conference(), seat);
    }

    void dismiss(Seat seat) {
        seats.remove(seat.access().conference(), seat);
        seat.close();
    }

    void countLost() {
        lost.increment();
    }

    void countMalformed() {
        malformed.increment();
    }

    /** Receives bytes from a channel, of any length: a message is handled, anything malformed is counted and dropped. */
    void receive(ByteBuf bytes, BfcpTransport transport, Channel channel, InetSocketAddress from) {
        BfcpHeader header;
        try {
            header = BfcpHeader.parse(bytes);
        } catch (BfcpException _) {
            malformed.increment();
            return;
        }
        Instant now = now();
        Seat seat = seats.get(header.conferenceId());
        if (seat == null) {
            refuse(header, ErrorCode.CONFERENCE_DOES_NOT_EXIST, transport, channel, from);
        } else if (seat.access().user() != header.userId()) {
            refuse(header, ErrorCode.USER_DOES_NOT_EXIST, transport, channel, from);
        } else if (seat.transport() != transport) {
            refuse(
                    header,
                    seat.transport() == BfcpTransport.TLS ? ErrorCode.USE_TLS : ErrorCode.UNAUTHORIZED_OPERATION,
                    transport,
                    channel,
                    from);
        } else if (!seat.mayComeFrom(from) || !connections.shows(channel, seat)) {
            refuse(header, ErrorCode.UNAUTHORIZED_OPERATION, transport, channel, from);
        } else if (!seat.mayTake(now)) {
            dropped.increment();
        } else {
            received.increment();
            connections.proven(channel);
            seat.reachedBy(channel, from);
            seat.receive(header, bytes, now);
        }
    }

    private void refuse(
            BfcpHeader header, ErrorCode code, BfcpTransport transport, Channel channel, InetSocketAddress from) {
        strangers.increment();
        if (header.response() || header.primitive() == Primitive.Known.ERROR || !strangersErrors.take(now())) {
            return;
        }
        ByteBuf bytes = Unpooled.buffer();
        new BfcpMessage(
                        header.version() == 1 ? 1 : 2,
                        transport == BfcpTransport.UDP,
                        Primitive.Known.ERROR,
                        header.conferenceId(),
                        header.transactionId(),
                        header.userId(),
                        ContentFloor.error(code))
                .write(bytes);
        channel.writeAndFlush(transport == BfcpTransport.UDP ? new DatagramPacket(bytes, from) : bytes);
    }

    void closed(Channel channel) {
        connections.gone(channel);
        seats.values().stream()
                .filter(seat -> seat.isReachedBy(channel))
                .toList()
                .forEach(seat -> {
                    seat.unreachable();
                    seat.floor().lost(seat);
                });
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
