package org.courtbridge.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.codecs.srtp.SrtpSender;
import org.courtbridge.media.transport.MediaPath;

/** Datagrams as a party sends them, protected or plain, to be filled anew before each round. */
final class Arrivals implements AutoCloseable {

    private static final int ROOM = 1500;

    private final List<ByteBuf> datagrams = new ArrayList<>();
    private final Optional<SrtpSender> protector;
    private int filled;

    Arrivals(Optional<SrtpProfile> profile, int count) {
        protector = profile.map(Arrivals::key).map(SrtpSender::forKey);
        for (int i = 0; i < count; i++) {
            datagrams.add(Unpooled.directBuffer(ROOM));
        }
    }

    /** The key that everybody has here. */
    static SrtpKey key(SrtpProfile profile) {
        return SrtpKey.of(profile, new byte[profile.keyLength()], new byte[profile.saltLength()]);
    }

    int count() {
        return datagrams.size();
    }

    /** Fills the next datagram. */
    void fill(RtpPacket packet) {
        if (protector.isPresent() && !protector.get().protect(packet)) {
            throw new IllegalStateException("a packet could not be protected");
        }
        datagrams
                .get(filled++ % datagrams.size())
                .clear()
                .writeBytes(packet.getBuffer(), packet.getOffset(), packet.getLength());
    }

    void arriveAt(MediaPath path) {
        for (int i = 0; i < datagrams.size(); i++) {
            path.arrived(datagrams.get(i), System.nanoTime());
        }
    }

    @Override
    public void close() {
        protector.ifPresent(SrtpSender::close);
        datagrams.forEach(ByteBuf::release);
    }
}
