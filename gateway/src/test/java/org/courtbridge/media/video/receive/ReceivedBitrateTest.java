package org.courtbridge.media.video.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReceivedBitrateTest {

    private static final long SECOND = 1_000_000_000;

    private final ReceivedBitrate bitrate = new ReceivedBitrate();
    private long now;
    private long octets;

    /** Another second goes by. */
    private boolean second(long bitsPerSecond) {
        now += SECOND;
        octets += bitsPerSecond / 8;
        return bitrate.tick(octets, now);
    }

    /** A rate is measured over microseconds, and one of them more. */
    private static void assertAbout(long measured, long expected) {
        assertThat(measured).isCloseTo(expected, within(20L));
    }

    @Test
    void tellsOfARateThatIsMuchLargerOrSmallerThanTheOneToldBefore() {
        second(0);
        assertThat(second(1_000_000)).as("from nothing").isTrue();
        assertThat(second(1_200_000)).as("by a fifth").isFalse();
        assertThat(second(1_300_000)).as("by three tenths").isTrue();
        assertAbout(bitrate.recent(), 1_300_000);
    }

    /** A camera before which nothing moves will need its rate again. */
    @Test
    void forgetsAHigherRateByATenthASecond() {
        second(0);
        second(1_000_000);
        assertThat(second(100_000)).isFalse();
        assertAbout(bitrate.recent(), 900_000);
        assertAbout(bitrate.lastSecond(), 100_000);
        assertThat(second(100_000)).isFalse();
        assertThat(second(100_000)).as("less than three quarters").isTrue();
    }

    @Test
    void keepsTheRateOfBeforeAPartyIsAskedToSendLess() {
        second(0);
        second(1_000_000);
        bitrate.restrained(true);
        assertThat(second(300_000)).as("it may fit now").isTrue();
        assertAbout(bitrate.recent(), 700_000);
        assertAbout(bitrate.unrestrained(), 1_000_000);
        bitrate.restrained(false);
        second(300_000);
        assertThat(bitrate.unrestrained()).isEqualTo(bitrate.recent());
        assertAbout(bitrate.recent(), 630_000);
    }

    @Test
    void looksOnceASecond() {
        second(1_000_000);
        octets += 1_000_000;
        assertThat(bitrate.tick(octets, now + SECOND / 2)).isFalse();
        assertThat(second(0)).isTrue();
    }
}
