package org.courtbridge.signalling.bfcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.jspecify.annotations.Nullable;

/** One room on our ports: how it is reached, and its transactions. Belongs to the server's thread. */
final class Seat {

    private static final int BURST = 100;
    private static final int PER_SECOND = 50;

    private final HearingFloor floor;
    private final RoomAccess access;
    private final BfcpTransport transport;
    private Optional<CertificateFingerprint> certificate;
    private final FloorLink link;
    private final Allowance allowance = new Allowance(BURST, PER_SECOND);
    private @Nullable Channel channel;
    private @Nullable InetSocketAddress peer;
    private @Nullable ScheduledFuture<?> timer;

    Seat(HearingFloor floor, RoomAccess access, BfcpTransport transport, Optional<CertificateFingerprint> certificate) {
        this.floor = floor;
        this.access = access;
        this.transport = transport;
        this.certificate = certificate;
        this.link = new FloorLink(
                transport == BfcpTransport.UDP ? FloorLink.Reliability.UNRELIABLE : FloorLink.Reliability.RELIABLE,
                access.conference(),
                access.user());
    }

    HearingFloor floor() {
        return floor;
    }

    RoomAccess access() {
        return access;
    }

    BfcpTransport transport() {
        return transport;
    }

    /** Empty if any will do. */
    Optional<CertificateFingerprint> certificate() {
        return certificate;
    }

    /** Its description came after it was let in. */
    void promises(CertificateFingerprint said) {
        certificate = Optional.of(said);
    }

    boolean mayTake(Instant now) {
        return allowance.take(now);
    }

    /** Over UDP a room keeps the address that it had first; its NAT may change the port. */
    boolean mayComeFrom(InetSocketAddress from) {
        return transport != BfcpTransport.UDP
                || peer == null
                || peer.getAddress().equals(from.getAddress());
    }

    /** The connection of before, if there was another, is of no use any more. */
    void reachedBy(Channel by, InetSocketAddress from) {
        if (transport != BfcpTransport.UDP && channel != null && channel != by) {
            Channel before = channel;
            channel = by;
            before.close();
        }
        channel = by;
        peer = from;
    }

    boolean isReachedBy(Channel by) {
        return channel == by;
    }

    void receive(BfcpHeader header, ByteBuf payload, Instant now) {
        run(link.receive(header, payload, now), now);
    }

    void answer(BfcpMessage request, FloorAction.Answer answer, Instant now) {
        run(link.answer(request, answer.primitive(), answer.attributes(), now), now);
    }

    /** To a room that has never been heard, or is not any more, nothing is said. */
    void tell(FloorAction.Tell tell, Instant now) {
        if (channel != null) {
            run(link.tell(tell.primitive(), tell.attributes(), now), now);
        }
    }

    private void run(List<LinkAction> actions, Instant now) {
        for (LinkAction action : actions) {
            switch (action) {
                case LinkAction.Send send -> send(send.bytes());
                case LinkAction.Received received -> floor.receive(this, received.message(), now);
                case LinkAction.Lost _ -> {
                    unreachable();
                    floor.lost(this);
                }
            }
        }
        arm(now);
    }

    private void send(ByteBuf bytes) {
        Channel by = channel;
        InetSocketAddress to = peer;
        if (by == null || to == null) {
            bytes.release();
        } else if (transport != BfcpTransport.UDP && !by.isWritable()) {
            // It reads nothing of what it asked for; 64 KiB wait already.
            bytes.release();
            by.close();
        } else {
            by.writeAndFlush(transport == BfcpTransport.UDP ? new DatagramPacket(bytes, to) : bytes);
        }
    }

    private void arm(Instant now) {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        Channel by = channel;
        if (by != null) {
            link.deadline()
                    .ifPresent(due -> timer = by.eventLoop()
                            .schedule(
                                    this::expire,
                                    Math.max(0, Duration.between(now, due).toNanos()),
                                    TimeUnit.NANOSECONDS));
        }
    }

    private void expire() {
        timer = null;
        Instant now = floor.now();
        run(link.expire(now), now);
    }

    /** Nothing more is said to it, until it speaks again. */
    void saidGoodbye() {
        if (transport == BfcpTransport.UDP) {
            unreachable();
        }
    }

    void unreachable() {
        channel = null;
        peer = null;
    }

    void close() {
        Channel by = channel;
        unreachable();
        if (timer != null) {
            timer.cancel(false);
        }
        if (by != null && transport != BfcpTransport.UDP) {
            by.close();
        }
    }
}
