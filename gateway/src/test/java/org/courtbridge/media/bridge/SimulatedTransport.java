package org.courtbridge.media.bridge;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.courtbridge.codecs.rtp.PacketProtection;
import org.courtbridge.codecs.rtp.RtcpPacket;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.transport.TransportStats;

/** A transport whose party is the test. Takes packets from workers, too, as an embedded loop is on every thread. */
public final class SimulatedTransport implements RtpTransport {

    final List<byte[]> sent = new ArrayList<>();
    /** When each of {@link #sent} was, by the clock of {@link #timedBy}. */
    final List<Long> sentAt = new ArrayList<>();

    final List<RtcpPacket> sentRtcp = new ArrayList<>();

    Optional<PacketProtection> protection = Optional.empty();

    /** Which packets of RTP it fails at, and whether at RTCP. */
    public Predicate<RtpPacket> faulty = _ -> false;

    boolean faultyRtcp;
    boolean faultyLoop;

    private final EventLoop loop;
    private Optional<RtpListener> listener = Optional.empty();
    private LongSupplier clock = () -> 0;
    private boolean keeping = true;
    private boolean ready = true;
    private long count;
    private int waiting;

    public SimulatedTransport(EventLoop loop) {
        this.loop = loop;
    }

    /** Only counts from now on, for tests of allocation. */
    void countOnly() {
        keeping = false;
    }

    void timedBy(LongSupplier nanos) {
        clock = nanos;
    }

    /** Whether there is a way to the party. */
    void ready(boolean there) {
        boolean before = ready;
        ready = there;
        if (there && !before) {
            listener.orElseThrow().ready();
        }
    }

    /** The same without a word, as of a room. */
    void readyUntold(boolean there) {
        ready = there;
    }

    /** Whether anybody takes what arrives. */
    public boolean isListenedTo() {
        return listener.isPresent();
    }

    public void arrive(RtpPacket packet, long arrival) {
        listener.orElseThrow().rtp(packet, arrival);
    }

    public void arrive(RtcpPacket packet, long arrival) {
        var bytes = Unpooled.buffer();
        packet.write(bytes);
        listener.orElseThrow().rtcp(bytes.array(), bytes.arrayOffset(), bytes.readableBytes(), arrival);
    }

    void arriveJunk(byte[] bytes, long arrival) {
        listener.orElseThrow().rtcp(bytes, 0, bytes.length, arrival);
    }

    /** The party is somewhere else, as after a restart of ICE. */
    public void move() {
        listener.orElseThrow().moved();
    }

    void lose() {
        listener.orElseThrow().lost("test");
    }

    public <T extends RtcpPacket> List<T> rtcp(Class<T> type) {
        return sentRtcp.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public synchronized List<RtpPacket> packets() {
        return sent.stream()
                .map(bytes -> new RtpPacket().wrap(bytes, 0, bytes.length))
                .toList();
    }

    long count() {
        return count;
    }

    public synchronized void forget() {
        sent.clear();
        sentAt.clear();
        sentRtcp.clear();
    }

    @Override
    public EventLoop loop() {
        if (faultyLoop) {
            throw new IllegalStateException("a fault, as a test wants it");
        }
        return loop;
    }

    @Override
    public void listener(RtpListener hears) {
        listener = Optional.of(hears);
    }

    @Override
    public synchronized void send(RtpPacket packet) {
        if (faulty.test(packet)) {
            throw new IllegalStateException("a fault, as a test wants it");
        }
        count++;
        if (keeping) {
            sentAt.add(clock.getAsLong());
            sent.add(Arrays.copyOfRange(
                    packet.getBuffer(), packet.getOffset(), packet.getOffset() + packet.getLength()));
        }
    }

    /** Whether anything of what was sent by RTCP is still to leave, with the loop's next task. */
    boolean holdsBack() {
        return waiting > 0;
    }

    @Override
    public void sendRtcp(byte[] compound, int offset, int length) {
        if (faultyRtcp) {
            throw new IllegalStateException("a fault, as a test wants it");
        }
        waiting++;
        loop.execute(() -> waiting--);
        sentRtcp.addAll(RtcpPacket.parse(Unpooled.wrappedBuffer(compound, offset, length)));
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public Optional<PacketProtection> protection() {
        return protection;
    }

    @Override
    public TransportStats stats() {
        return new TransportStats(0, 0, count, 0, 0, 0);
    }

    @Override
    public void close() {}
}
