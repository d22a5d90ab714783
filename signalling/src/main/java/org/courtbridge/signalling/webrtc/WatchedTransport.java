package org.courtbridge.signalling.webrtc;

import java.util.function.Consumer;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.transport.ForwardingTransport;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;

/** A transport whose loss the leg hears of too, not only whoever takes its packets. */
final class WatchedTransport extends ForwardingTransport {

    private final Consumer<String> lost;

    WatchedTransport(RtpTransport transport, Consumer<String> lost) {
        super(transport);
        this.lost = lost;
        transport.listener(new Watch(new Deaf()));
    }

    @Override
    public void listener(RtpListener listener) {
        transport.listener(new Watch(listener));
    }

    private final class Watch implements RtpListener {

        private final RtpListener listener;

        Watch(RtpListener listener) {
            this.listener = listener;
        }

        @Override
        public void rtp(RtpPacket packet, long arrival) {
            listener.rtp(packet, arrival);
        }

        @Override
        public void rtcp(byte[] compound, int offset, int length, long arrival) {
            listener.rtcp(compound, offset, length, arrival);
        }

        @Override
        public void ready() {
            listener.ready();
        }

        @Override
        public void moved() {
            listener.moved();
        }

        @Override
        public void lost(String reason) {
            lost.accept(reason);
            listener.lost(reason);
        }
    }

    /** Until the bridge listens. */
    private static final class Deaf implements RtpListener {

        @Override
        public void rtp(RtpPacket packet, long arrival) {}

        @Override
        public void rtcp(byte[] compound, int offset, int length, long arrival) {}

        @Override
        public void lost(String reason) {}
    }
}
