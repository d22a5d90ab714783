package org.courtbridge.codecs.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RedundantAudioTest {

    /** Payload type 121's example of RFC 2198, section 4, with shorter blocks: DVI4 (5) before PCMU (0). */
    private static final byte[] TWO = HexFormat.of().parseHex("85" + "028003" + "00" + "aabbcc" + "d0d1d2d3");

    private final RedundantAudio blocks = new RedundantAudio();

    @Test
    void readsARepeatedBlockAndThePacketsOwn() {
        assertThat(blocks.read(TWO, 0, TWO.length)).isTrue();
        assertThat(blocks.count()).isEqualTo(2);
        assertThat(blocks.payloadType(0)).isEqualTo(5);
        assertThat(blocks.offset(0)).isEqualTo(160);
        assertThat(block(TWO, 0)).containsExactly(0xaa, 0xbb, 0xcc);
        assertThat(blocks.payloadType(1)).isZero();
        assertThat(blocks.offset(1)).isZero();
        assertThat(block(TWO, 1)).containsExactly(0xd0, 0xd1, 0xd2, 0xd3);
    }

    @Test
    void readsWhatItWrites() {
        Random random = new Random(2198);
        for (int round = 0; round < 1_000; round++) {
            int repeated = random.nextInt(4);
            int[] offsets = new int[repeated];
            int[] lengths = new int[repeated + 1];
            int total = 0;
            for (int i = 0; i <= repeated; i++) {
                lengths[i] = random.nextInt(RedundantAudio.LONGEST_BLOCK + 1);
                total += lengths[i];
            }
            byte[] bytes = new byte[3 + 4 * repeated + 1 + total];
            int at = 3;
            for (int i = 0; i < repeated; i++) {
                offsets[i] = random.nextInt(RedundantAudio.LONGEST_OFFSET + 1);
                at = RedundantAudio.writeRepeated(bytes, at, 100 + i, offsets[i], lengths[i]);
            }
            at = RedundantAudio.writeOwn(bytes, at, 111);

            assertThat(blocks.read(bytes, 3, bytes.length - 3)).isTrue();
            assertThat(blocks.count()).isEqualTo(repeated + 1);
            for (int i = 0; i <= repeated; i++) {
                assertThat(blocks.payloadType(i)).isEqualTo(i < repeated ? 100 + i : 111);
                assertThat(blocks.offset(i)).isEqualTo(i < repeated ? offsets[i] : 0);
                assertThat(blocks.start(i)).isEqualTo(at);
                assertThat(blocks.length(i)).isEqualTo(lengths[i]);
                at += lengths[i];
            }
        }
    }

    @Test
    void refusesEveryTruncationThatCutsIntoWhatIsRepeated() {
        for (int length = 0; length < 8; length++) {
            assertThat(blocks.read(TWO, 0, length)).as("%d bytes", length).isFalse();
            assertThat(blocks.count()).isZero();
        }
        assertThat(blocks.read(TWO, 0, 8)).isTrue();
        assertThat(blocks.length(1)).isZero();
    }

    @Test
    void readsNothingBeyondTheEndWhateverComes() {
        Random random = new Random(2_198);
        for (int round = 0; round < 100_000; round++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            if (blocks.read(bytes, at, bytes.length - at)) {
                for (int block = 0; block < blocks.count(); block++) {
                    assertThat(blocks.start(block)).isBetween(at, bytes.length);
                    assertThat(blocks.start(block) + blocks.length(block)).isLessThanOrEqualTo(bytes.length);
                }
            }
        }
    }

    private int[] block(byte[] bytes, int block) {
        byte[] copy = Arrays.copyOfRange(bytes, blocks.start(block), blocks.start(block) + blocks.length(block));
        int[] values = new int[copy.length];
        Arrays.setAll(values, i -> copy[i] & 0xFF);
        return values;
    }
}
