package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** SDES (RFC 3550, section 6.5). */
public record SourceDescription(List<Chunk> chunks) implements RtcpPacket {

    public static final int CNAME = 1;

    /** A chunk: the items by which one source describes itself. */
    public record Chunk(long ssrc, List<Item> items) {}

    /** @param text at most 255 bytes of UTF-8 */
    public record Item(int type, String text) {}

    /** The one item that every compound packet must carry. */
    public static SourceDescription cname(long ssrc, String cname) {
        return new SourceDescription(List.of(new Chunk(ssrc, List.of(new Item(CNAME, cname)))));
    }

    static SourceDescription parseBody(int count, ByteBuf body) {
        List<Chunk> chunks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            RtcpPacket.need(body, 8);
            int start = body.readerIndex();
            long ssrc = body.readUnsignedInt();
            List<Item> items = new ArrayList<>(2);
            while (true) {
                RtcpPacket.need(body, 1);
                int type = body.readUnsignedByte();
                if (type == 0) {
                    break;
                }
                RtcpPacket.need(body, 1);
                int length = body.readUnsignedByte();
                RtcpPacket.need(body, length);
                items.add(new Item(
                        type,
                        body.readCharSequence(length, StandardCharsets.UTF_8).toString()));
            }
            int toBoundary = -(body.readerIndex() - start) & 3;
            RtcpPacket.need(body, toBoundary);
            body.skipBytes(toBoundary);
            chunks.add(new Chunk(ssrc, List.copyOf(items)));
        }
        return new SourceDescription(List.copyOf(chunks));
    }

    @Override
    public int packetType() {
        return SOURCE_DESCRIPTION;
    }

    @Override
    public int count() {
        return chunks.size();
    }

    @Override
    public void writeBody(ByteBuf out) {
        for (Chunk chunk : chunks) {
            int start = out.writerIndex();
            out.writeInt((int) chunk.ssrc);
            for (Item item : chunk.items) {
                byte[] text = item.text.getBytes(StandardCharsets.UTF_8);
                int length = Math.min(text.length, 255);
                out.writeByte(item.type).writeByte(length).writeBytes(text, 0, length);
            }
            out.writeByte(0);
            out.writeZero(-(out.writerIndex() - start) & 3);
        }
    }
}
