package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.courtbridge.gateway.e2e.Lateness.Weather;
import org.junit.jupiter.api.Test;

class LatenessTest {

    private static final int PACKETS = 10_000;
    private static final long MILLISECOND = 1_000_000;

    /** Of packets every 20 ms, in milliseconds. */
    private static double[] delays(long seed, Weather weather) {
        Lateness lateness = new Lateness(seed);
        lateness.weather(weather);
        double[] delays = new double[PACKETS];
        for (int i = 0; i < PACKETS; i++) {
            long sent = i * 20 * MILLISECOND;
            delays[i] = (double) (lateness.arrival(sent) - sent) / MILLISECOND;
        }
        return delays;
    }

    private static int overtaken(double[] delays) {
        int count = 0;
        for (int i = 0; i + 1 < delays.length; i++) {
            count += delays[i] > delays[i + 1] + 20 ? 1 : 0;
        }
        return count;
    }

    @Test
    void aSteadyLineDelaysAllAlike() {
        assertThat(delays(1, new Weather(Duration.ofMillis(150), Duration.ZERO, 0)))
                .containsOnly(150.0);
        assertThat(delays(1, Weather.NONE)).containsOnly(0.0);
    }

    @Test
    void anUnevenLineDelaysWithinItsBoundsAndKeepsTheOrder() {
        double[] delays = delays(2, new Weather(Duration.ofMillis(150), Duration.ofMillis(60), 0));
        assertThat(Arrays.stream(delays).min().orElseThrow()).isBetween(150.0, 151.0);
        assertThat(Arrays.stream(delays).max().orElseThrow()).isBetween(209.0, 210.0);
        // More than the middle, as who is sent behind a slow one waits for it.
        assertThat(Arrays.stream(delays).average().orElseThrow()).isBetween(180.0, 195.0);
        assertThat(overtaken(delays)).isZero();
    }

    @Test
    void someAreOvertakenIfSaid() {
        double[] delays = delays(3, new Weather(Duration.ofMillis(50), Duration.ZERO, 50));
        assertThat(overtaken(delays)).isBetween(400, 600);
        assertThat(delays).contains(50.0, 80.0);
    }

    @Test
    void theSameSeedGivesTheSameTimes() {
        Weather weather = new Weather(Duration.ofMillis(150), Duration.ofMillis(60), 20);
        assertThat(delays(4, weather)).isEqualTo(delays(4, weather)).isNotEqualTo(delays(5, weather));
    }
}
