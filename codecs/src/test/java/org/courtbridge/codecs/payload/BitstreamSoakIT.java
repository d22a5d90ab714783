package org.courtbridge.codecs.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.courtbridge.codecs.NativeHeap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Minutes of mutated streams of every format, through depacketizer and decoder; they leave no memory behind. */
@Tag("soak")
@Tag("bitstreams")
class BitstreamSoakIT {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("soak.bitstreams.seconds", 600));

    private static final int WARM_UP = 20;

    /** Bytes. */
    private static final long MOST_GROWTH = 8 << 20;

    @Test
    void mutatedStreamsAreLeftOutOrShown() throws Throwable {
        BitstreamMutations mutations = new BitstreamMutations(Long.getLong("seed", 20_261_126));
        NativeHeap heap = NativeHeap.open();
        for (int i = 0; i < WARM_UP; i++) {
            mutations.play();
        }
        long before = heap.inUse();
        long start = System.nanoTime();
        long rounds = 0;
        while (System.nanoTime() - start < TIME.toNanos()) {
            mutations.play();
            rounds++;
        }
        long growth = heap.inUse() - before;
        System.out.printf(
                "bitstreams.seconds=%d rounds=%d native.growth.bytes=%d %s%n",
                (System.nanoTime() - start) / 1_000_000_000, rounds, growth, mutations);
        System.out.println("figure: streams.rounds " + rounds + " rounds");
        System.out.println("figure: streams.growth.native " + growth / 1024 + " KiB");
        assertThat(growth).isLessThan(MOST_GROWTH);
        assertThat(mutations.shown()).isGreaterThan(rounds);
        assertThat(mutations.refused()).isPositive();
        assertThat(mutations.incomplete()).isGreaterThan(rounds);
    }
}
