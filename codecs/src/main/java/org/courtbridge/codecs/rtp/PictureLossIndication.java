package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;

/** PLI (RFC 4585, section 6.3.1): the receiver needs a picture that depends on no other. */
public record PictureLossIndication(long senderSsrc, long mediaSsrc) implements RtcpPacket {

    static final int FORMAT = 1;

    static PictureLossIndication parseBody(ByteBuf body) {
        RtcpPacket.need(body, 8);
        return new PictureLossIndication(body.readUnsignedInt(), body.readUnsignedInt());
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
        out.writeInt((int) senderSsrc).writeInt((int) mediaSsrc);
    }
}
