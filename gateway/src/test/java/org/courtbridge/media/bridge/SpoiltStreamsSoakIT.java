package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.courtbridge.codecs.NativeMemory;
import org.courtbridge.gateway.Figure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Minutes of hearings with rooms whose pictures are spoilt; nothing of what coders take from the C library stays with them. How the process
 * grows is printed: what the library keeps for the next time, and Java's heap, are part of that.
 */
@Tag("soak")
@Tag("bitstreams")
class SpoiltStreamsSoakIT {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("soak.bitstreams.seconds", 600));
    private static final int WARM_UP = 10;

    /** Hearings after which memory is read. Java's compiler takes some while it is at work, and gives it back; what leaks stays. */
    private static final int READINGS = 20;

    /** Bytes. */
    private static final long MOST_GROWTH = 32L << 20;

    @Test
    void leaveOthersPicturesAlone() throws IOException {
        SpoiltStreams streams = new SpoiltStreams(Long.getLong("seed", 20_261_126));
        for (int i = 0; i < WARM_UP; i++) {
            streams.play();
        }
        long resident = residentKilobytes();
        long before = leastInUse(streams);
        long start = System.nanoTime();
        int hearings = 0;
        while (System.nanoTime() - start < TIME.toNanos()) {
            streams.play();
            hearings++;
        }
        long growth = leastInUse(streams) - before;
        hearings += READINGS;
        System.out.printf(
                "spoilt.seconds=%d hearings=%d native.growth.kilobytes=%d resident.growth.kilobytes=%d %s%n",
                (System.nanoTime() - start) / 1_000_000_000,
                hearings,
                growth / 1024,
                residentKilobytes() - resident,
                streams);
        Figure.print("hearings", hearings, "hearings");
        Figure.print("hearings.growth.native", growth / 1024.0, "KiB");
        assertThat(growth).isLessThan(MOST_GROWTH);
        assertThat(streams.seen()).isGreaterThan(30L * hearings);
    }

    /** The least of what the C library has given out, in bytes, after each of some more hearings. */
    private static long leastInUse(SpoiltStreams streams) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < READINGS; i++) {
            streams.play();
            least = Math.min(least, NativeMemory.inUse().orElseThrow());
        }
        return least;
    }

    private static long residentKilobytes() throws IOException {
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
