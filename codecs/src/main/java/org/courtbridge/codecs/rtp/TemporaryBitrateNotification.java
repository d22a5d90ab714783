package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * TMMBN (RFC 5104, section 4.2.2): says which limits a stream is under, as the answer to each {@link TemporaryBitrateRequest}.
 *
 * @param senderSsrc of the stream that is limited
 * @param tuples the bounding set, by the SSRCs of its owners; empty if there is no limit
 */
public record TemporaryBitrateNotification(long senderSsrc, List<BitrateTuple> tuples) implements RtcpPacket {

    static final int FORMAT = 4;

    static TemporaryBitrateNotification parseBody(ByteBuf body) {
        RtcpPacket.need(body, 8);
        long senderSsrc = body.readUnsignedInt();
        body.skipBytes(4);
        return new TemporaryBitrateNotification(senderSsrc, BitrateTuple.parseAll(body));
    }

    @Override
    public int packetType() {
        return TRANSPORT_FEEDBACK;
    }

    @Override
    public int count() {
        return FORMAT;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeInt((int) senderSsrc).writeInt(0);
        tuples.forEach(tuple -> tuple.write(out));
    }
}
