package org.courtbridge.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.codecs.srtp.SrtpSender;
import org.courtbridge.media.transport.MediaPath;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.Scratch;

/** Packets of G.711 from one transport's path into another's. A hearing mixes sound; this is its way in and its way out. */
final class ForwardedSound implements Forwarded, RtpListener {

    private static final int PAYLOAD = 160;

    private final MediaPath from;
    private final MediaPath to;
    private final Arrivals arrivals;
    private final byte[] bytes = new byte[RtpPacket.FIXED_HEADER + PAYLOAD + SrtpSender.OVERHEAD];
    private final RtpPacket packet = new RtpPacket();
    private int number;
    private long sent;

    ForwardedSound(Optional<SrtpProfile> in, Optional<SrtpProfile> out, int packets) {
        Scratch scratch = new Scratch();
        arrivals = new Arrivals(in, packets);
        from = path(scratch, in);
        to = path(scratch, out);
        from.listener(this);
    }

    private static MediaPath path(Scratch scratch, Optional<SrtpProfile> profile) {
        MediaPath path = MediaPath.plain(scratch, new LongAdder(), 0);
        profile.ifPresent(agreed -> {
            SrtpKey key = Arrivals.key(agreed);
            path.keys(key, key);
        });
        return path;
    }

    @Override
    public void prepare() {
        for (int i = 0; i < arrivals.count(); i++) {
            bytes[0] = (byte) 0x80;
            packet.wrap(bytes, 0, RtpPacket.FIXED_HEADER + PAYLOAD);
            packet.sequenceNumber(number & 0xFFFF);
            packet.timestamp(160L * number & 0xFFFF_FFFFL);
            packet.ssrc(1);
            arrivals.fill(packet);
            number++;
        }
    }

    @Override
    public void forward() {
        arrivals.arriveAt(from);
        if (sent != number) {
            throw new IllegalStateException("forwarded: " + sent + " (expected: " + number + ")");
        }
    }

    @Override
    public void rtp(RtpPacket packet, long arrival) {
        ByteBuf outgoing = to.outgoing(packet, PooledByteBufAllocator.DEFAULT);
        if (outgoing != null) {
            outgoing.release();
            sent++;
        }
    }

    @Override
    public void rtcp(byte[] compound, int offset, int length, long arrival) {
        throw new IllegalStateException("nobody sends RTCP here");
    }

    @Override
    public void lost(String reason) {
        throw new IllegalStateException(reason);
    }

    @Override
    public void close() {
        from.close();
        to.close();
        arrivals.close();
    }
}
