package org.courtbridge.media.leg;

import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.MediaTrace.Way;
import org.courtbridge.media.transport.ForwardingTransport;
import org.courtbridge.media.transport.RtpTransport;

/** Counts, and traces, what goes out by a transport on its way there; not what it drops, as there is no way to the party or no key. */
public final class ObservedTransport extends ForwardingTransport {

    /** Hears of every packet of RTP before it is sent, on the loop, if it can be. */
    public interface Observer {
        void sent(RtpPacket packet);
    }

    private final LegId leg;
    private final MediaTrace trace;
    private final Observer observer;

    public ObservedTransport(RtpTransport transport, LegId leg, MediaTrace trace, Observer observer) {
        super(transport);
        this.leg = leg;
        this.trace = trace;
        this.observer = observer;
    }

    @Override
    public void send(RtpPacket packet) {
        if (transport.ready()) {
            observer.sent(packet);
            trace.media(Way.TO_PARTY, leg, transport, packet.getBuffer(), packet.getOffset(), packet.getLength());
        }
        transport.send(packet);
    }

    @Override
    public void sendRtcp(byte[] compound, int offset, int length) {
        trace.media(Way.TO_PARTY, leg, transport, compound, offset, length);
        transport.sendRtcp(compound, offset, length);
    }
}
