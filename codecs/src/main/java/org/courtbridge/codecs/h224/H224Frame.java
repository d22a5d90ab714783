package org.courtbridge.codecs.h224;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.courtbridge.codecs.rtp.MalformedPacketException;

/**
 * One frame of H.224 as an RTP packet carries it (RFC 4573; ITU-T H.323 Annex Q): the octets of figure 2/H.224, of which IP
 * leaves out HDLC's flags, bit stuffing and check sequence. One packet holds one frame.
 *
 * <pre>
 *   Q.922 address (2) | control = UI (1) | destination (2) | source (2) | client ID (1, 2 or 6)
 *   | ES BS C1 C0 segment (1) | data (up to 254)
 * </pre>
 *
 * @param dlci which of the two links of ITU-T H.224 it goes by: {@link #LOW_PRIORITY} or {@link #HIGH_PRIORITY}
 * @param destination terminal address, 0 to 65535; {@link #BROADCAST} where there are but two terminals
 * @param source terminal address, 0 to 65535
 * @param segmentation the octet after the client ID: {@link #WHOLE} if the frame is a whole message
 * @param data what the client says; read-only
 */
public record H224Frame(int dlci, int destination, int source, ClientId client, int segmentation, ByteBuffer data) {

    public static final int LOW_PRIORITY = 6;
    public static final int HIGH_PRIORITY = 7;
    public static final int BROADCAST = 0;
    /** Ending segment and beginning segment in one. */
    public static final int WHOLE = 0xC0;

    /** Octets of data at the most. */
    public static final int MAX_DATA = 254;

    private static final int UNNUMBERED_INFORMATION = 0x03;

    /**
     * Frame with a whole message of a client, to the terminal at the other end by the link of high priority, as H.281 and CME
     * go.
     */
    static H224Frame of(ClientId client, Consumer<ByteBuf> message) {
        ByteBuf out = Unpooled.buffer();
        message.accept(out);
        return new H224Frame(
                HIGH_PRIORITY,
                BROADCAST,
                BROADCAST,
                client,
                WHOLE,
                ByteBuffer.wrap(ByteBufUtil.getBytes(out)).asReadOnlyBuffer());
    }

    /**
     * Reads the payload of one packet.
     *
     * @throws MalformedPacketException if it is too short or too long, or no unnumbered information of Q.922
     */
    public static H224Frame parse(ByteBuf payload) {
        ByteBuf in = payload.slice();
        ClientId.need(in, 9);
        int high = in.readUnsignedByte();
        int low = in.readUnsignedByte();
        // The lowest bit says whether the address ends (Q.922, 3.2.1): it has two octets.
        check((high & 1) == 0 && (low & 1) == 1, "address of Q.922: 0x%04x (expected: two octets)", high << 8 | low);
        int control = in.readUnsignedByte();
        check(control == UNNUMBERED_INFORMATION, "control field of Q.922: 0x%02x (expected: UI)", control);
        int destination = in.readUnsignedShort();
        int source = in.readUnsignedShort();
        ClientId client = ClientId.parse(in.readUnsignedByte(), in);
        ClientId.need(in, 1);
        int segmentation = in.readUnsignedByte();
        check(in.readableBytes() <= MAX_DATA, "data: %d octets (expected: <= 254)", in.readableBytes());
        return new H224Frame(
                (high & 0xFC) << 2 | low >> 4,
                destination,
                source,
                client,
                segmentation,
                ByteBuffer.wrap(ByteBufUtil.getBytes(in)).asReadOnlyBuffer());
    }

    /** Appends the payload of one packet. */
    public void write(ByteBuf out) {
        out.writeByte(dlci >> 2 & 0xFC)
                .writeByte((dlci & 0x0F) << 4 | 1)
                .writeByte(UNNUMBERED_INFORMATION)
                .writeShort(destination)
                .writeShort(source);
        client.write(0, out);
        out.writeByte(segmentation).writeBytes(data.duplicate());
    }

    /** Whether it holds a whole message. */
    public boolean isWhole() {
        return (segmentation & WHOLE) == WHOLE;
    }

    private static void check(boolean valid, String complaint, int value) {
        if (!valid) {
            throw new MalformedPacketException(complaint.formatted(value));
        }
    }
}
