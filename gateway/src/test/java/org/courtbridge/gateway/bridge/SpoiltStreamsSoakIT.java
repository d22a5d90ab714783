package org.courtbridge.gateway.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Minutes of hearings with rooms whose pictures are spoilt; the process grows by nothing. */
@Tag("soak")
@Tag("bitstreams")
class SpoiltStreamsSoakIT {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("soak.bitstreams.seconds", 600));
    private static final int WARM_UP = 10;
    private static final long MOST_GROWTH_KILOBYTES = 98_304;

    @Test
    void leaveOthersPicturesAlone() throws IOException {
        SpoiltStreams streams = new SpoiltStreams(Long.getLong("seed", 20_261_126));
        for (int i = 0; i < WARM_UP; i++) {
            streams.play();
        }
        long before = residentKilobytes();
        long start = System.nanoTime();
        int hearings = 0;
        while (System.nanoTime() - start < TIME.toNanos()) {
            streams.play();
            hearings++;
        }
        long growth = residentKilobytes() - before;
        System.out.printf(
                "spoilt.seconds=%d hearings=%d memory.growth.kilobytes=%d %s%n",
                (System.nanoTime() - start) / 1_000_000_000, hearings, growth, streams);
        assertThat(growth).isLessThan(MOST_GROWTH_KILOBYTES);
        assertThat(streams.seen()).isGreaterThan(30L * hearings);
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
