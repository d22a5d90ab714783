package org.courtbridge.gateway.bridge;

import io.netty.channel.EventLoop;
import java.util.Optional;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.gateway.bridge.MediaTrace.Way;
import org.courtbridge.gateway.transport.RtpListener;
import org.courtbridge.gateway.transport.RtpTransport;
import org.courtbridge.gateway.transport.TransportStats;
import org.courtbridge.hearings.LegId;

/** Counts, and traces, what goes out by a transport on its way there. */
final class ObservedTransport implements RtpTransport {

    /** Hears of every packet of RTP before it is sent, on the loop. */
    interface Observer {
        void sent(RtpPacket packet);
    }

    private final RtpTransport transport;
    private final LegId leg;
    private final MediaTrace trace;
    private final Observer observer;

    ObservedTransport(RtpTransport transport, LegId leg, MediaTrace trace, Observer observer) {
        this.transport = transport;
        this.leg = leg;
        this.trace = trace;
        this.observer = observer;
    }

    @Override
    public EventLoop loop() {
        return transport.loop();
    }

    @Override
    public void listener(RtpListener listener) {
        transport.listener(listener);
    }

    @Override
    public void send(RtpPacket packet) {
        observer.sent(packet);
        trace.media(Way.TO_PARTY, leg, transport, packet.getBuffer(), packet.getOffset(), packet.getLength());
        transport.send(packet);
    }

    @Override
    public void sendRtcp(byte[] compound, int offset, int length) {
        trace.media(Way.TO_PARTY, leg, transport, compound, offset, length);
        transport.sendRtcp(compound, offset, length);
    }

    @Override
    public Optional<SrtpProfile> protection() {
        return transport.protection();
    }

    @Override
    public boolean takesRtcp() {
        return transport.takesRtcp();
    }

    @Override
    public void refused() {
        transport.refused();
    }

    @Override
    public TransportStats stats() {
        return transport.stats();
    }

    @Override
    public void close() {
        transport.close();
    }
}
