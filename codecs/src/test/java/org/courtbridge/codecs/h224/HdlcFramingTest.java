package org.courtbridge.codecs.h224;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.junit.jupiter.api.Test;

class HdlcFramingTest {

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }

    private static String hex(ByteBuf bytes) {
        return ByteBufUtil.hexDump(bytes);
    }

    /** The check sequence of "123456789" is 0x906E, as everybody's is that has this polynomial; five ones are in 0x3E of it. */
    @Test
    void checksAsOthersDo() {
        ByteBuf wrapped = HdlcFraming.wrap(bytes("313233343536373839"));

        // 0x6E and 0x90 with the lowest bit first are 01110110 and 00001001.
        assertThat(hex(wrapped)).startsWith("7e7e8c4ccc2cac6cec1c9c7609").endsWith("7e7e");
        assertThat(hex(HdlcFraming.open(wrapped))).isEqualTo("313233343536373839");
    }

    @Test
    void putsAZeroAfterFiveOnes() {
        ByteBuf wrapped = HdlcFraming.wrap(bytes("ff"));

        assertThat(hex(wrapped)).startsWith("7e7efb");
        assertThat(hex(HdlcFraming.open(wrapped))).isEqualTo("ff");
    }

    /** A frame need not begin where an octet does. */
    @Test
    void findsAFrameAtEveryBit() {
        for (int shift = 0; shift < 8; shift++) {
            ByteBuf wrapped = HdlcFraming.wrap(bytes("00860300000000007efeff"));
            ByteBuf shifted = Unpooled.buffer();
            int before = 0xFF;
            while (wrapped.isReadable()) {
                int octet = wrapped.readUnsignedByte();
                shifted.writeByte(before << 8 - shift | octet >> shift);
                before = octet;
            }
            shifted.writeByte(before << 8 - shift | 0xFF >> shift);

            assertThat(hex(HdlcFraming.open(shifted))).isEqualTo("00860300000000007efeff");
        }
    }

    @Test
    void readsWhatItWrote() {
        Random random = new Random(922);
        for (int i = 0; i < 2_000; i++) {
            byte[] frame = new byte[1 + random.nextInt(265)];
            random.nextBytes(frame);
            if (i % 2 == 0) {
                for (int at = 0; at < frame.length; at++) {
                    frame[at] |= 0x7E;
                }
            }
            ByteBuf wrapped = HdlcFraming.wrap(Unpooled.wrappedBuffer(frame));

            assertThat(hex(HdlcFraming.open(wrapped))).isEqualTo(ByteBufUtil.hexDump(frame));
        }
    }

    @Test
    void refusesEveryTruncationAndEveryWrongBit() {
        ByteBuf wrapped = HdlcFraming.wrap(bytes("0086030000000000c101"));
        int behindFirstFlag = wrapped.readableBytes() - 3;
        for (int length = 0; length < behindFirstFlag; length++) {
            ByteBuf cut = wrapped.slice(0, length);
            assertThatThrownBy(() -> HdlcFraming.open(cut)).isInstanceOf(MalformedPacketException.class);
        }
        for (int bit = 16; bit < 16 + 80; bit++) {
            ByteBuf wrong = wrapped.copy();
            wrong.setByte(bit / 8, wrong.getByte(bit / 8) ^ 0x80 >> bit % 8);
            assertThatThrownBy(() -> HdlcFraming.open(wrong))
                    .as("bit %d", bit)
                    .isInstanceOf(MalformedPacketException.class);
        }
    }

    @Test
    void refusesWhatIsNone() {
        Random random = new Random(224);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            assertThatThrownBy(() -> HdlcFraming.open(Unpooled.wrappedBuffer(noise)))
                    .isInstanceOf(MalformedPacketException.class);
        }
        for (String none : new String[] {"", "7e7e7e7e", "ffffffffff", "7e00007e", "7effff7e"}) {
            assertThatThrownBy(() -> HdlcFraming.open(bytes(none))).isInstanceOf(MalformedPacketException.class);
        }
    }
}
