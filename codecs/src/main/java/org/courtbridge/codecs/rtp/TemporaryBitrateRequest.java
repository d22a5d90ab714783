package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * TMMBR (RFC 5104, section 4.2.1): asks whoever sends some streams for no more than so much of each. It is repeated until a
 * {@link TemporaryBitrateNotification} has come.
 *
 * @param tuples one for each stream, by the SSRC of its sender
 */
public record TemporaryBitrateRequest(long senderSsrc, List<BitrateTuple> tuples) implements RtcpPacket {

    static final int FORMAT = 3;

    static TemporaryBitrateRequest parseBody(ByteBuf body) {
        RtcpPacket.need(body, 8 + BitrateTuple.SIZE);
        long senderSsrc = body.readUnsignedInt();
        body.skipBytes(4);
        return new TemporaryBitrateRequest(senderSsrc, BitrateTuple.parseAll(body));
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
