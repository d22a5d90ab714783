package org.courtbridge.codecs.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {

    @Test
    void admitsEachIndexOnceAndNoneThatIsTooOld() {
        Random random = new Random(3);
        ReplayWindow window = new ReplayWindow();
        Set<Long> came = new HashSet<>();
        long base = 0;
        long highest = -1;
        for (int i = 0; i < 100_000; i++) {
            base += random.nextInt(100) == 0 ? random.nextInt(3 * ReplayWindow.SIZE) : random.nextInt(3);
            long index = Math.max(0, base + random.nextInt(20) - random.nextInt(ReplayWindow.SIZE + 100));
            boolean expected = index > highest - ReplayWindow.SIZE && !came.contains(index);
            assertThat(window.admits(index))
                    .as("index %d, highest %d", index, highest)
                    .isEqualTo(expected);
            if (expected) {
                window.accept(index);
                came.add(index);
                highest = Math.max(highest, index);
            }
            assertThat(window.highest()).isEqualTo(highest);
        }
    }

    @Test
    void estimatesTheIndexThatIsNearest() {
        assertThat(PacketIndex.estimate(PacketIndex.NONE, 65_535)).isEqualTo(65_535);
        assertThat(PacketIndex.estimate(65_535, 0)).isEqualTo(65_536);
        assertThat(PacketIndex.estimate(65_536, 65_535)).isEqualTo(65_535);
        assertThat(PacketIndex.estimate(0x1_0000_0005L, 0x7FFF)).isEqualTo(0x1_0000_7FFFL);
        assertThat(PacketIndex.estimate(0x1_0000_0005L, 0x9005)).isEqualTo(0xFFFF_9005L);
    }

    @Test
    void knowsNoIndexBeforeTheFirstOrAfterTheLast() {
        assertThat(PacketIndex.estimate(5, 65_535)).isEqualTo(PacketIndex.NONE);
        assertThat(PacketIndex.estimate((1L << 48) - 1, 0)).isEqualTo(PacketIndex.NONE);
        assertThat(PacketIndex.estimate((1L << 48) - 2, 0xFFFF)).isEqualTo((1L << 48) - 1);
    }
}
