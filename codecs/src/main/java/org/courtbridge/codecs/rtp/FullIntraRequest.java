package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** FIR (RFC 5104, section 4.3.1). */
public record FullIntraRequest(long senderSsrc, List<Entry> entries) implements RtcpPacket {

    static final int FORMAT = 4;

    /** @param sequence 0 to 255, one more for each new request; a repetition keeps it */
    public record Entry(long ssrc, int sequence) {}

    static FullIntraRequest parseBody(ByteBuf body) {
        RtcpPacket.need(body, 16);
        long senderSsrc = body.readUnsignedInt();
        body.skipBytes(4);
        List<Entry> entries = new ArrayList<>(1);
        while (body.readableBytes() >= 8) {
            entries.add(new Entry(body.readUnsignedInt(), body.readUnsignedByte()));
            body.skipBytes(3);
        }
        return new FullIntraRequest(senderSsrc, List.copyOf(entries));
    }

    @Override
    public int packetType() {
        return PAYLOAD_FEEDBACK;
    }

    @Override
    public int count() {
        return FORMAT;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeInt((int) senderSsrc).writeInt(0);
        entries.forEach(entry ->
                out.writeInt((int) entry.ssrc).writeByte(entry.sequence).writeMedium(0));
    }
}
