package org.courtbridge.codecs.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BitrateTupleTest {

    @Test
    void roundsDownToWhatCanBeWritten() {
        for (long bitrate : new long[] {0, 1, 0x1FFFF, 0x20000, 0x20001, 1_968_000, 1_999_999, Long.MAX_VALUE / 4}) {
            BitrateTuple tuple = new BitrateTuple(1, bitrate, 40);
            ByteBuf out = Unpooled.buffer();
            tuple.write(out);
            BitrateTuple read = BitrateTuple.parse(out);
            assertThat(read).isEqualTo(tuple.rounded());
            assertThat(read.bitrate()).isBetween((long) (bitrate * 0.99998), bitrate);
        }
    }

    @Test
    void theBoundingSetIsWhatIsNarrowestSomewhere() {
        // Lines a: 100 - 1x, b: 120 - 2x, c: 300 - 4x, d: 130 - 2x, in units that eight bits an octet leave whole.
        BitrateTuple a = new BitrateTuple(1, 800, 1);
        BitrateTuple b = new BitrateTuple(2, 960, 2);
        BitrateTuple c = new BitrateTuple(3, 2400, 4);
        BitrateTuple d = new BitrateTuple(4, 1040, 2);
        assertThat(BitrateTuple.boundingSet(List.of())).isEmpty();
        assertThat(BitrateTuple.boundingSet(List.of(c))).containsExactly(c);
        // a and b meet at x = 20, where 80 are left; b and c at x = 90, where b has left nothing long since.
        assertThat(BitrateTuple.boundingSet(List.of(d, c, b, a))).containsExactly(a, b);
        assertThat(BitrateTuple.boundingSet(List.of(a, new BitrateTuple(5, 800, 3), b)))
                .containsExactly(new BitrateTuple(5, 800, 3));
        assertThat(BitrateTuple.boundingSet(List.of(a, new BitrateTuple(6, 900, 0))))
                .as("more bits and less overhead limit nothing")
                .containsExactly(a);
        assertThat(BitrateTuple.boundingSet(List.of(a, new BitrateTuple(7, 800, 1))))
                .hasSize(1);
    }

    /** At any packet rate, the narrowest of all tuples is as narrow as the narrowest of the bounding set. */
    @Test
    void whateverTheBoundingSetLeavesOutLimitsNothing() {
        Random random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            List<BitrateTuple> tuples = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                tuples.add(new BitrateTuple(i, 1 + random.nextInt(2_000_000), random.nextInt(100)));
            }
            List<BitrateTuple> bounding = BitrateTuple.boundingSet(tuples);
            for (int packets = 0; packets < 3000; packets += 7) {
                double all = narrowest(tuples, packets);
                if (all > 0) {
                    assertThat(narrowest(bounding, packets)).isEqualTo(all);
                }
            }
            for (BitrateTuple each : bounding) {
                List<BitrateTuple> others = new ArrayList<>(bounding);
                others.remove(each);
                assertThat(BitrateTuple.boundingSet(others)).isEqualTo(others);
            }
            assertThat(bounding.stream().map(BitrateTuple::overhead).distinct()).hasSize(bounding.size());
        }
    }

    private static double narrowest(List<BitrateTuple> tuples, int packets) {
        return tuples.stream()
                .mapToDouble(tuple -> tuple.bitrate() - 8.0 * tuple.overhead() * packets)
                .min()
                .orElseThrow();
    }
}
