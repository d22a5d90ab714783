package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.courtbridge.media.pacing.PacedTransport;
import org.junit.jupiter.api.Test;

class LineSharesTest {

    @Test
    void withoutALimitNobodyIsLimited() {
        assertThat(LineShares.of(PacedTransport.UNLIMITED, costs(1_000_000, 2_000_000))
                        .values())
                .containsOnly(PacedTransport.UNLIMITED);
    }

    @Test
    void whatIsSmallIsShownAsItComesAndTheOthersShareTheRest() {
        assertThat(LineShares.of(900_000, costs(2_000_000, 100_000, 1_000_000)))
                .containsEntry("0", 400_000L)
                .containsEntry("2", 400_000L)
                .hasEntrySatisfying("1", share -> assertThat(share).isGreaterThanOrEqualTo(100_000));
    }

    @Test
    void whereNotAllHaveRoomTheFirstOnesHave() {
        assertThat(LineShares.of(90_000, costs(500_000, 500_000, 500_000)).keySet())
                .containsExactlyInAnyOrder("0", "1");
    }

    /** What the pictures take, each no more than its share, the line carries: 2,000 seeded viewers. */
    @Test
    void noMoreIsGivenThanThereIs() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            long line = random.nextLong(10_000_000);
            Map<String, Long> costs =
                    costs(random.longs(1 + random.nextInt(12), 1, 3_000_000).toArray());
            long taken = LineShares.of(line, costs).entrySet().stream()
                    .mapToLong(share -> Math.min(share.getValue(), costs.getOrDefault(share.getKey(), 0L)))
                    .sum();
            assertThat(taken).as("seed " + seed).isLessThanOrEqualTo(line);
        }
    }

    private static Map<String, Long> costs(long... costs) {
        Map<String, Long> bySlot = new LinkedHashMap<>();
        for (int i = 0; i < costs.length; i++) {
            bySlot.put(Integer.toString(i), costs[i]);
        }
        return bySlot;
    }
}
