package org.courtbridge.media.bridge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.ThreadLocalRandom;
import org.courtbridge.codecs.h224.H224Frame;
import org.courtbridge.codecs.h224.HdlcFraming;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.transport.RtpTransport;

/** Sends frames of H.224, one a packet (RFC 4573, or as HDLC sends it). One thread's. */
final class H224Sender {

    /** RFC 4573, section 3. */
    private static final int CLOCK_RATE = 4_800;

    private static final long SECOND = 1_000_000_000;

    private final RtpTransport transport;
    private final BridgeClock clock;
    private final long start;
    private final RtpPacket packet = new RtpPacket();
    private final ByteBuf bytes = Unpooled.buffer(RtpPacket.FIXED_HEADER + H224Frame.MAX_DATA + 16);
    private int sequence = ThreadLocalRandom.current().nextInt(0x1_0000);

    H224Sender(RtpTransport transport, BridgeClock clock) {
        this.transport = transport;
        this.clock = clock;
        this.start = clock.now();
    }

    /** Nothing goes out to a party that takes none. */
    void send(H224Frame frame, LegMedia.Camera agreed) {
        if (agreed.sent().isEmpty()) {
            return;
        }
        bytes.clear();
        bytes.writeByte(0x80).writeZero(RtpPacket.FIXED_HEADER - 1);
        if (agreed.sentByHdlc()) {
            ByteBuf plain = Unpooled.buffer();
            frame.write(plain);
            bytes.writeBytes(HdlcFraming.wrap(plain));
        } else {
            frame.write(bytes);
        }
        packet.wrap(bytes.array(), bytes.arrayOffset(), bytes.readableBytes());
        packet.payloadType(agreed.sent().getAsInt());
        packet.marker(true);
        packet.sequenceNumber(sequence);
        sequence = sequence + 1 & 0xFFFF;
        packet.timestamp((clock.now() - start) / (SECOND / CLOCK_RATE) & 0xFFFF_FFFFL);
        packet.ssrc(agreed.ssrc());
        transport.send(packet);
    }
}
