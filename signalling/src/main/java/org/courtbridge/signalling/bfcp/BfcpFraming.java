package org.courtbridge.signalling.bfcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;

/** Cuts a stream into messages, each as long as its header says. */
final class BfcpFraming extends ByteToMessageDecoder {

    /** Octets, beyond any message that rooms send, so that nobody has us keep more. */
    static final int LONGEST = 4_096;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < BfcpHeader.UNIT) {
            return;
        }
        int length = BfcpHeader.SIZE + BfcpHeader.UNIT * in.getUnsignedShort(in.readerIndex() + 2);
        if (length > LONGEST) {
            in.skipBytes(in.readableBytes());
            throw new TooLongFrameException("message: %d octets (expected: <= %d)".formatted(length, LONGEST));
        }
        if (in.readableBytes() >= length) {
            out.add(in.readRetainedSlice(length));
        }
    }
}
