package org.courtbridge.benchmarks;

import io.netty.channel.EventLoop;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.transport.TransportStats;
import org.jspecify.annotations.Nullable;

/** A room as the bridge knows it, and its transport, which has no socket. */
abstract class PartyInHearing implements Leg, RtpTransport {

    private final LegId id;
    private final EventLoop loop;

    // The event loop.
    private @Nullable RtpListener listener;

    PartyInHearing(String name, EventLoop loop) {
        this.id = new LegId(name);
        this.loop = loop;
    }

    abstract LegMedia media();

    /** A packet comes from the party; on the event loop. */
    final void arrive(RtpPacket packet, long now) {
        if (listener != null) {
            listener.rtp(packet, now);
        }
    }

    @Override
    public LegId id() {
        return id;
    }

    @Override
    public Kind kind() {
        return Kind.ROOM;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public void listener(RtpListener changed) {
        listener = changed;
    }

    @Override
    public void send(RtpPacket packet) {}

    @Override
    public void sendRtcp(byte[] compound, int offset, int length) {}

    @Override
    public TransportStats stats() {
        return new TransportStats(0, 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {}

    @Override
    public void end(EndReason reason) {
        throw new IllegalStateException("ended: " + reason);
    }

    @Override
    public void requestKeyframe() {}

    @Override
    public void notice(LegNotice notice) {}
}
