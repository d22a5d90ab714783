package org.courtbridge.codecs.h224;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.courtbridge.codecs.rtp.MalformedPacketException;

/**
 * A frame of H.224 as HDLC sends it (ITU-T Q.922, clause 2), for those who tunnel that in RTP ({@code hdlcFrameTunnelling} of
 * H.245): between flags, with a zero after each five ones, and a check sequence. The bits of an octet go with the lowest
 * first, and fill those of the packet from the highest.
 */
public final class HdlcFraming {

    private static final int FLAG = 0x7E;
    private static final int FLAGS_BEFORE = 2;
    private static final int FLAGS_BEHIND = 2;
    private static final int ONES_BEFORE_STUFFING = 5;
    private static final int ONES_OF_FLAG = 6;
    private static final int OCTETS_OF_CHECK = 2;

    /** Q.922's polynomial, its bits in the order of the line. */
    private static final int POLYNOMIAL = 0x8408;

    private static final int ALL_ONES = 0xFFFF;

    private HdlcFraming() {}

    /** The payload of a packet with one frame. @param frame as {@link H224Frame#write} writes it */
    public static ByteBuf wrap(ByteBuf frame) {
        BitWriter out = new BitWriter();
        for (int i = 0; i < FLAGS_BEFORE; i++) {
            out.flag();
        }
        int check = ALL_ONES;
        for (int i = frame.readerIndex(); i < frame.writerIndex(); i++) {
            int octet = frame.getUnsignedByte(i);
            check = check(check, octet);
            out.octet(octet);
        }
        out.octet(~check & 0xFF);
        out.octet(~check >> 8 & 0xFF);
        for (int i = 0; i < FLAGS_BEHIND; i++) {
            out.flag();
        }
        return out.done();
    }

    /**
     * The octets of the first frame in a payload, wherever it begins.
     *
     * @throws MalformedPacketException if there is none between two flags, or not as it was sent
     */
    public static ByteBuf open(ByteBuf payload) {
        ByteBuf frame = Unpooled.buffer(payload.readableBytes());
        int bits = payload.readableBytes() * 8;
        int ones = 0;
        int octet = 0;
        int count = 0;
        boolean inside = false;
        for (int i = 0; i < bits; i++) {
            int bit = payload.getByte(payload.readerIndex() + i / 8) >> 7 - i % 8 & 1;
            if (bit == 0 && ones == ONES_OF_FLAG) {
                if (inside && frame.isReadable()) {
                    return checked(frame);
                }
                inside = true;
                octet = 0;
                count = 0;
                frame.clear();
            } else if (bit == 0 && ones == ONES_BEFORE_STUFFING) {
                // Stuffed.
                ones = 0;
                continue;
            } else if (bit == 1 && ones >= ONES_OF_FLAG) {
                // Aborted, or nothing is sent.
                inside = false;
            } else if (inside) {
                octet |= bit << count++;
                if (count == 8) {
                    frame.writeByte(octet);
                    octet = 0;
                    count = 0;
                }
            }
            ones = bit == 1 ? ones + 1 : 0;
        }
        throw new MalformedPacketException("no whole frame of HDLC in %d octets".formatted(payload.readableBytes()));
    }

    /** Without its check sequence. */
    private static ByteBuf checked(ByteBuf frame) {
        int length = frame.readableBytes() - OCTETS_OF_CHECK;
        if (length <= 0) {
            throw new MalformedPacketException("frame of HDLC: %d octets (expected: > 2)".formatted(length + 2));
        }
        int check = ALL_ONES;
        for (int i = 0; i < length; i++) {
            check = check(check, frame.getUnsignedByte(i));
        }
        if (frame.getUnsignedShortLE(length) != (~check & ALL_ONES)) {
            throw new MalformedPacketException("check sequence of HDLC: 0x%04x (expected: 0x%04x)"
                    .formatted(frame.getUnsignedShortLE(length), ~check & ALL_ONES));
        }
        return frame.slice(0, length);
    }

    private static int check(int before, int octet) {
        int check = before ^ octet;
        for (int i = 0; i < 8; i++) {
            check = (check & 1) == 0 ? check >> 1 : check >> 1 ^ POLYNOMIAL;
        }
        return check;
    }

    /** Bits of a packet, from the highest of its first octet on. */
    private static final class BitWriter {

        private final ByteBuf out = Unpooled.buffer();
        private int octet;
        private int count;
        private int ones;

        void flag() {
            for (int i = 0; i < 8; i++) {
                bit(FLAG >> i & 1);
            }
            ones = 0;
        }

        void octet(int value) {
            for (int i = 0; i < 8; i++) {
                int bit = value >> i & 1;
                bit(bit);
                ones = bit == 1 ? ones + 1 : 0;
                if (ones == ONES_BEFORE_STUFFING) {
                    bit(0);
                    ones = 0;
                }
            }
        }

        private void bit(int value) {
            octet = octet << 1 | value;
            if (++count == 8) {
                out.writeByte(octet);
                octet = 0;
                count = 0;
            }
        }

        /** Fills up the last octet with the beginning of one more flag, and returns all octets. */
        ByteBuf done() {
            for (int i = 0; count != 0; i++) {
                bit(FLAG >> i & 1);
            }
            return out;
        }
    }
}
