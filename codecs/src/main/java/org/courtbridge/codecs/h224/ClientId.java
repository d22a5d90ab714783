package org.courtbridge.codecs.h224;

import io.netty.buffer.ByteBuf;
import org.courtbridge.codecs.rtp.MalformedPacketException;

/** The client that a frame of H.224 is for (ITU-T H.224, client ID): one octet, or what one of two values of it announces. */
public sealed interface ClientId {

    /** Client management, which tells each side what clients the other has. */
    ClientId MANAGEMENT = new Standard(0);
    /** Far-end camera control (ITU-T H.281). */
    ClientId CAMERA = new Standard(1);

    int EXTENDED = 0x7E;
    int NON_STANDARD = 0x7F;

    /** @param number 0 to 0x7D */
    record Standard(int number) implements ClientId {}

    /** @param number 0 to 255 */
    record Extended(int number) implements ClientId {}

    /**
     * A client of some manufacturer's.
     *
     * @param country country code (ITU-T T.35), 0 to 255
     * @param extension its extension, 0 to 255
     * @param manufacturer 0 to 65535
     * @param number 0 to 255
     */
    record NonStandard(int country, int extension, int manufacturer, int number) implements ClientId {}

    /** Reads the seven bits that were read already, and what they announce. */
    static ClientId parse(int first, ByteBuf in) {
        return switch (first & 0x7F) {
            case EXTENDED -> {
                need(in, 1);
                yield new Extended(in.readUnsignedByte());
            }
            case NON_STANDARD -> {
                need(in, 5);
                yield new NonStandard(
                        in.readUnsignedByte(), in.readUnsignedByte(), in.readUnsignedShort(), in.readUnsignedByte());
            }
            default -> new Standard(first & 0x7F);
        };
    }

    /** @param highestBit 0x80 or 0: of what follows, the highest bit of the first octet says something else */
    default void write(int highestBit, ByteBuf out) {
        switch (this) {
            case Standard client -> out.writeByte(highestBit | client.number);
            case Extended client -> out.writeByte(highestBit | EXTENDED).writeByte(client.number);
            case NonStandard client ->
                out.writeByte(highestBit | NON_STANDARD)
                        .writeByte(client.country)
                        .writeByte(client.extension)
                        .writeShort(client.manufacturer)
                        .writeByte(client.number);
        }
    }

    /** Refuses octets that end before what they must hold. */
    static void need(ByteBuf in, int octets) {
        if (in.readableBytes() < octets) {
            throw new MalformedPacketException(
                    "octets left: %d (expected: >= %d)".formatted(in.readableBytes(), octets));
        }
    }
}
