package org.courtbridge.codecs.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpPacketTest {

    /** One CSRC, a one-byte extension with ids 3 (two bytes) and 1 (one byte), three bytes of payload, one of padding. */
    private static final byte[] FULL = HexFormat.of()
            .parseHex("b1e0fffe" + "89abcdef" + "0badcafe" + "00000007" + "bede0002" + "31123410" + "55000000"
                    + "aabbcc" + "01");

    @Test
    void readsKnownBytes() {
        RtpPacket packet = new RtpPacket().wrap(FULL.clone(), 0, FULL.length);

        assertThat(packet.payloadType()).isEqualTo(96);
        assertThat(packet.marker()).isTrue();
        assertThat(packet.sequenceNumber()).isEqualTo(0xFFFE);
        assertThat(packet.timestamp()).isEqualTo(0x89ABCDEFL);
        assertThat(packet.ssrc()).isEqualTo(0x0BADCAFEL);
        assertThat(packet.csrcCount()).isEqualTo(1);
        assertThat(packet.extensionProfile()).isEqualTo(0xBEDE);
        assertThat(packet.headerLength()).isEqualTo(28);
        assertThat(packet.payloadLength()).isEqualTo(3);
        assertThat(packet.getBuffer()[packet.payloadAt()]).isEqualTo((byte) 0xAA);
    }

    @Test
    void readsBackWhatWasWritten() {
        byte[] bytes = new byte[40];
        System.arraycopy(FULL, 0, bytes, 5, FULL.length);
        RtpPacket packet = new RtpPacket().wrap(bytes, 5, FULL.length);

        packet.payloadType(111);
        packet.marker(false);
        packet.sequenceNumber(0x1_0003);
        packet.timestamp(0x1_FFFF_FFFFL);
        packet.ssrc(0xFEDC_BA98L);

        assertThat(packet.payloadType()).isEqualTo(111);
        assertThat(packet.marker()).isFalse();
        assertThat(packet.sequenceNumber()).isEqualTo(3);
        assertThat(packet.timestamp()).isEqualTo(0xFFFF_FFFFL);
        assertThat(packet.ssrc()).isEqualTo(0xFEDC_BA98L);
        assertThat(Arrays.copyOfRange(bytes, 5 + 12, 5 + FULL.length))
                .isEqualTo(Arrays.copyOfRange(FULL, 12, FULL.length));
    }

    @Test
    void refusesEveryTruncationOfTheHeader() {
        for (int length = 0; length < 28; length++) {
            byte[] cut = Arrays.copyOf(FULL, length);
            assertThatThrownBy(() -> new RtpPacket().wrap(cut, 0, cut.length))
                    .as("%d bytes", length)
                    .isInstanceOf(MalformedPacketException.class);
        }
    }

    @Test
    void refusesOtherVersions() {
        byte[] bytes = FULL.clone();
        bytes[0] = 0x71;
        assertThatThrownBy(() -> new RtpPacket().wrap(bytes, 0, bytes.length)).hasMessage("version: 1 (expected: 2)");
    }

    @Test
    void tellsPaddingThatIsNotThere() {
        assertThat(new RtpPacket().wrap(FULL.clone(), 0, FULL.length).paddingFits())
                .isTrue();
        for (int padding = 0; padding < 256; padding++) {
            byte[] padded = FULL.clone();
            padded[FULL.length - 1] = (byte) padding;
            assertThat(new RtpPacket().wrap(padded, 0, FULL.length).paddingFits())
                    .as("%d of 4", padding)
                    .isEqualTo(padding >= 1 && padding <= 4);
        }
        byte[] unpadded = FULL.clone();
        unpadded[0] &= ~0x20;
        assertThat(new RtpPacket().wrap(unpadded, 0, FULL.length - 1).paddingFits())
                .isTrue();
    }

    @Test
    void neverReadsOutOfBoundsWhateverArrives() {
        Random random = new Random(1);
        RtpPacket packet = new RtpPacket();
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = FULL.clone();
            for (int flips = random.nextInt(6); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            int length = 1 + random.nextInt(bytes.length);
            try {
                packet.wrap(bytes, 0, length);
            } catch (MalformedPacketException e) {
                continue;
            }
            read++;
            assertThat(packet.payloadAt() + packet.payloadLength()).isLessThanOrEqualTo(length);
            HeaderExtensions.transportSequence(packet, 3);
            packet.extensionDataLength();
        }
        assertThat(read).isGreaterThan(1000);
    }

    @Test
    void findsExtensionElementsOfBothForms() {
        RtpPacket packet = new RtpPacket().wrap(FULL.clone(), 0, FULL.length);
        assertThat(HeaderExtensions.transportSequence(packet, 3)).isEqualTo(0x1234);
        assertThat(HeaderExtensions.transportSequence(packet, 1)).isEqualTo(-1);
        assertThat(HeaderExtensions.find(packet, 1, 1)).isEqualTo(24);
        assertThat(HeaderExtensions.find(packet, 9, 1)).isEqualTo(-1);

        byte[] twoByte = HexFormat.of().parseHex("906f04d20001e2400badcafe" + "10000002" + "00030212" + "34ff0000");
        packet.wrap(twoByte, 0, twoByte.length);
        assertThat(HeaderExtensions.transportSequence(packet, 3)).isEqualTo(0x1234);
        assertThat(HeaderExtensions.find(packet, 255, 1)).isEqualTo(-1);
    }

    @Test
    void allocatesNothing() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        RtpPacket packet = new RtpPacket();
        byte[] bytes = FULL.clone();
        long sum = 0;
        long before = 0;
        for (int i = 0; i < 20_000; i++) {
            if (i == 10_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            packet.wrap(bytes, 0, bytes.length);
            packet.sequenceNumber(i);
            packet.timestamp(i);
            sum += packet.timestamp() + packet.payloadLength() + HeaderExtensions.transportSequence(packet, 3);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(sum).isNotZero();
        assertThat(allocated).isLessThan(10_000);
    }
}
