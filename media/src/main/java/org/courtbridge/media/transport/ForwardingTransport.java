package org.courtbridge.media.transport;

import io.netty.channel.EventLoop;
import java.util.Optional;
import org.courtbridge.codecs.rtp.PacketProtection;
import org.courtbridge.codecs.rtp.RtpPacket;

/** A transport that leaves everything to another one; a subclass changes what it is made for. */
public abstract class ForwardingTransport implements RtpTransport {

    /** The other one. */
    protected final RtpTransport transport;

    protected ForwardingTransport(RtpTransport transport) {
        this.transport = transport;
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
        transport.send(packet);
    }

    @Override
    public void sendRtcp(byte[] compound, int offset, int length) {
        transport.sendRtcp(compound, offset, length);
    }

    @Override
    public boolean ready() {
        return transport.ready();
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
    public Optional<Ends> ends(boolean rtcp) {
        return transport.ends(rtcp);
    }

    @Override
    public Optional<PacketProtection> protection() {
        return transport.protection();
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
