package org.courtbridge.console.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.courtbridge.court.access.GuessingLimit;

/**
 * The connections of the HTTP servers: how many there are of each source, and by when each must have said something whole. One whose
 * request is worked on, whose answer is on its way, or that is a WebSocket by now, has all the time there is.
 *
 * <p>Where there are as many as may be, one makes room over which nothing was asked yet, or else one that is idle, or whose request has
 * not come as a whole: of the same source, or of one that has more. Of one that has more it may also be one whose request was made a moment
 * ago: whoever asks and asks holds no places by that. From any thread.
 */
final class Connections {

    /** Octets; whoever takes an answer in takes more of it in {@link ConnectionLimits#idle}. */
    private static final long PROGRESS = 16 * 1024;

    /** As many networks a site of version 6 (/48) may fill: it has 65,536 of them. */
    private static final long NETWORKS_OF_SITE = 4;

    private final ConnectionLimits limits;
    private final LongSupplier nanos;
    private final Map<Ends, Connection> byEnds = new HashMap<>();

    /** Of each source, the oldest first. */
    private final Map<String, SequencedSet<Connection>> bySource = new HashMap<>();

    /** The same of each site. */
    private final Map<String, SequencedSet<Connection>> bySite = new HashMap<>();

    /** @param nanos the time, as {@link System#nanoTime} tells it */
    Connections(ConnectionLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    /** What a connection is known by to those who see its bytes and those who see its requests. */
    private record Ends(String remoteAddress, int remotePort, int localPort) {

        /** Empty if the other end has gone already. */
        static Optional<Ends> of(Channel channel) {
            return channel.remoteAddress() instanceof InetSocketAddress remote
                            && channel.localAddress() instanceof InetSocketAddress local
                    ? Optional.of(new Ends(remote.getAddress().getHostAddress(), remote.getPort(), local.getPort()))
                    : Optional.empty();
        }

        static Ends of(HttpServerRequest request) {
            SocketAddress remote = request.connection().remoteAddress();
            return new Ends(
                    remote.hostAddress(),
                    remote.port(),
                    request.connection().localAddress().port());
        }
    }

    /** Counts octets that are sent. */
    private static final class Sent extends ChannelOutboundHandlerAdapter {

        private final LongAdder octets = new LongAdder();

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof ByteBuf bytes) {
                octets.add(bytes.readableBytes());
            }
            context.write(message, promise);
        }
    }

    /** One connection, as far as its time goes. */
    static final class Connection {

        private final Channel channel;
        private final Ends ends;
        private final String source;
        private final String site;

        /** Whether a request has come over it. */
        private boolean used;

        /** Requests that are not answered yet; a WebSocket stays one. */
        private int answering;

        /** When the last request was made. */
        private long askedAt;

        /** When the next headers must be there, as long as nothing is answered. */
        private long headersDue;

        private final Sent sent = new Sent();

        /** Octets that were sent when that was last looked at. */
        private long sentBefore;

        /** When the bodies that still come must be there. */
        private final List<Long> bodiesDue = new ArrayList<>();

        private Connection(Channel channel, Ends ends, long headersDue) {
            this.channel = channel;
            this.ends = ends;
            this.source = GuessingLimit.network(ends.remoteAddress);
            this.site = GuessingLimit.site(ends.remoteAddress);
            this.headersDue = headersDue;
        }

        /** Nothing was asked, or all of it is answered and sent. */
        private boolean isIdle() {
            ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
            return answering == 0 && (waiting == null || waiting.totalPendingWriteBytes() == 0);
        }

        private boolean isLate(long now) {
            return answering == 0 && now - headersDue >= 0 || bodiesDue.stream().anyMatch(due -> now - due >= 0);
        }

        /** Whether an answer that was given as a whole is still on its way. */
        private boolean sendsOn() {
            long octets = sent.octets.sum();
            boolean progresses = octets - sentBefore >= PROGRESS;
            sentBefore = octets;
            return used && bodiesDue.isEmpty() && (progresses || !isIdle());
        }
    }

    /**
     * Takes a connection in that was just accepted, which must be closed otherwise.
     *
     * @param ofSource connections that its source may have
     */
    boolean admit(Channel channel, int ofSource) {
        return Ends.of(channel).filter(ends -> admit(channel, ends, ofSource)).isPresent();
    }

    private synchronized boolean admit(Channel channel, Ends ends, int ofSource) {
        Connection connection =
                new Connection(channel, ends, after(limits.handshake().plus(limits.headers())));
        Collection<Connection> own = bySource.getOrDefault(connection.source, new LinkedHashSet<>());
        Collection<Connection> near = bySite.getOrDefault(connection.site, new LinkedHashSet<>());
        if (own.size() >= ofSource && !makeRoom(own)
                || near.size() >= NETWORKS_OF_SITE * ofSource && !makeRoom(near)
                || byEnds.size() >= limits.ofAll() && !makeRoomAmongMore(own.size()) && !makeRoom(own)) {
            return false;
        }
        Optional.ofNullable(byEnds.get(ends)).ifPresent(this::remove);
        byEnds.put(ends, connection);
        bySource.computeIfAbsent(connection.source, _ -> new LinkedHashSet<>()).add(connection);
        bySite.computeIfAbsent(connection.site, _ -> new LinkedHashSet<>()).add(connection);
        channel.pipeline().addLast(connection.sent);
        channel.closeFuture().addListener(_ -> remove(connection));
        return true;
    }

    /** Whether one was closed of a source that has more, rather of the one that has most. */
    private boolean makeRoomAmongMore(int than) {
        Comparator<Collection<Connection>> bySize = Comparator.comparingInt(Collection::size);
        Optional<? extends Collection<Connection>> most =
                bySource.values().stream().max(bySize);
        // Mostly so; no source is looked for further in a flood.
        if (most.filter(some -> some.size() > than && makeRoom(some)).isPresent()) {
            return true;
        }
        List<? extends Collection<Connection>> more = bySource.values().stream()
                .filter(some -> some.size() > than)
                .sorted(bySize.reversed())
                .toList();
        long moment = nanos.getAsLong() - limits.headers().toNanos();
        return more.stream().anyMatch(this::makeRoom)
                || more.stream().anyMatch(some -> closeFirst(some, one -> one.askedAt - moment > 0));
    }

    /** Whether there was one that could be closed. */
    private boolean makeRoom(Collection<Connection> some) {
        return closeFirst(some, connection -> !connection.used)
                || closeFirst(some, Connection::isIdle)
                || closeFirst(some, connection -> !connection.bodiesDue.isEmpty());
    }

    private boolean closeFirst(Collection<Connection> some, Predicate<Connection> which) {
        Optional<Connection> first = some.stream().filter(which).findFirst();
        first.ifPresent(this::close);
        return first.isPresent();
    }

    private void close(Connection connection) {
        remove(connection);
        connection.channel.close();
    }

    private synchronized void remove(Connection connection) {
        // Another may have come from the same port meanwhile.
        if (byEnds.remove(connection.ends, connection)) {
            remove(connection, bySource, connection.source);
            remove(connection, bySite, connection.site);
        }
    }

    private static void remove(Connection connection, Map<String, SequencedSet<Connection>> groups, String name) {
        groups.computeIfPresent(name, (_, group) -> {
            group.remove(connection);
            return group.isEmpty() ? null : group;
        });
    }

    /** The headers of a request are there. @return its connection, unless that is gone */
    synchronized Optional<Connection> asked(HttpServerRequest request) {
        Optional<Connection> connection = Optional.ofNullable(byEnds.get(Ends.of(request)));
        connection.ifPresent(one -> {
            one.used = true;
            one.answering++;
            one.askedAt = nanos.getAsLong();
        });
        return connection;
    }

    /** The body of a request is to come. @param within which time */
    void awaitBody(Connection connection, HttpServerRequest request, Duration within) {
        Long due = after(within);
        synchronized (this) {
            connection.bodiesDue.add(due);
        }
        request.end().onComplete(_ -> {
            synchronized (this) {
                connection.bodiesDue.remove(due);
            }
        });
    }

    /** A request is answered as a whole. */
    synchronized void answered(Connection connection) {
        connection.answering--;
        connection.headersDue = after(limits.idle());
        connection.sentBefore = connection.sent.octets.sum();
    }

    /** Closes those that are late. To be called every second or so. */
    synchronized void closeLate() {
        long now = nanos.getAsLong();
        for (Connection connection : List.copyOf(byEnds.values())) {
            if (!connection.channel.isOpen()) {
                remove(connection);
            } else if (connection.isLate(now)) {
                if (connection.sendsOn()) {
                    connection.headersDue = after(limits.idle());
                } else {
                    close(connection);
                }
            }
        }
    }

    synchronized int count() {
        return byEnds.size();
    }

    private long after(Duration time) {
        return nanos.getAsLong() + time.toNanos();
    }
}
