package org.courtbridge.gateway.webrtc;

import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.function.Consumer;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.gateway.transport.RtpListener;
import org.courtbridge.gateway.transport.RtpTransport;
import org.courtbridge.gateway.transport.TransportStats;

/** A transport whose loss the leg hears of too, not only whoever takes its packets. */
final class WatchedTransport implements RtpTransport {

    private final RtpTransport transport;
    private final Consumer<String> lost;

    WatchedTransport(RtpTransport transport, Consumer<String> lost) {
        this.transport = transport;
        this.lost = lost;
        transport.listener(new Watch(new Deaf()));
    }

    @Override
    public EventLoop loop() {
        return transport.loop();
    }

    @Override
    public void listener(RtpListener listener) {
        transport.listener(new Watch(listener));
    }

    @Override
    public void send(RtpPacket packet) {
        transport.send(packet);
    }

    @Override
    public void sendRtcp(byte[] compound, int offset, int length) {
        transport.sendRtcp(compound, offset, length);
    }

    @Override
    public Optional<Ends> ends(boolean rtcp) {
        return transport.ends(rtcp);
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
