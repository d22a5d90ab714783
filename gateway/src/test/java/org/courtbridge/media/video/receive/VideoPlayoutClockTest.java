package org.courtbridge.media.video.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.courtbridge.codecs.rtp.NtpTime;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.media.audio.AudioPlayoutClock;
import org.junit.jupiter.api.Test;

/** Sound that waits 60 ms, and pictures of 25 a second that come 30 ms after they were taken. */
class VideoPlayoutClockTest {

    private static final long MILLISECOND = 1_000_000;
    private static final int SOUND_RATE = 48_000;
    private static final long WAITED = 60 * MILLISECOND;
    private static final long ON_THE_WAY = 30 * MILLISECOND;
    private static final long FRAME = 40 * MILLISECOND;

    /** Just before both wrap. */
    private static final long FIRST_SOUND = 0xFFFF_0000L;

    private static final long FIRST_PICTURE = 0xFFFF_8000L;

    private static final Instant PARTY = Instant.parse("2031-01-01T00:00:00Z");

    private final AudioPlayoutClock sound = new AudioPlayoutClock();
    private final VideoPlayoutClock clock = new VideoPlayoutClock(sound);
    private long taken = 5_000 * MILLISECOND;
    private final long begin = taken;

    /** Of a moment of ours, on the party's clock. */
    private static long ntp(long moment) {
        return NtpTime.of(PARTY.plusNanos(moment));
    }

    private long picture(long moment) {
        return FIRST_PICTURE + (moment - begin) / 1_000 * 90 / 1_000 & 0xFFFF_FFFFL;
    }

    /** Sound of a moment is played so long after it. */
    private void play(long after) {
        long moment = taken - after;
        long timestamp = FIRST_SOUND + (moment - begin) / 1_000 * 48 / 1_000 & 0xFFFF_FFFFL;
        sound.played(7, timestamp, SOUND_RATE, WAITED, taken);
    }

    private void soundReports(long lie) {
        long timestamp = FIRST_SOUND + (taken - begin) / 1_000 * 48 / 1_000 & 0xFFFF_FFFFL;
        sound.reported(new SenderReport(7, ntp(taken + lie), timestamp, 0, 0, List.of()), taken);
    }

    private void pictureReports() {
        clock.reported(new SenderReport(8, ntp(taken), picture(taken), 0, 0, List.of()));
    }

    /** @return how long each picture's time was after it was taken, at the last of them, ms */
    private double pictures(int count, long playedAfter) {
        double last = 0;
        for (int i = 0; i < count; i++) {
            taken += FRAME;
            play(playedAfter);
            clock.arrived(picture(taken), taken + ON_THE_WAY);
            last = (clock.playoutTime(picture(taken)) - taken) / 1e6;
        }
        return last;
    }

    @Test
    void withoutReportsWhatArrivesTogetherBelongsTogether() {
        assertThat(pictures(3, 100 * MILLISECOND)).isCloseTo(90, within(0.1));
    }

    @Test
    void withoutSoundAPictureBelongsWhenItComes() {
        clock.arrived(picture(taken), taken + ON_THE_WAY);
        assertThat(clock.playoutTime(picture(taken)) - taken).isEqualTo(ON_THE_WAY);
    }

    @Test
    void byReportsItBelongsWhenSoundOfThatMomentIsPlayed() {
        pictures(1, 130 * MILLISECOND);
        soundReports(0);
        pictureReports();
        assertThat(pictures(60, 130 * MILLISECOND)).isCloseTo(130, within(1.1));
    }

    /** A tenth of the time that goes by. */
    @Test
    void anotherTimeComesSlowly() {
        double before = pictures(25, 90 * MILLISECOND);
        soundReports(0);
        pictureReports();
        double after = pictures(5, 150 * MILLISECOND);
        assertThat(after - before).isBetween(15.0, 21.0);
        assertThat(pictures(60, 150 * MILLISECOND)).isCloseTo(150, within(1.1));
    }

    @Test
    void whatCannotBeIsNotHeeded() {
        soundReports(0);
        pictures(2, 90 * MILLISECOND);
        soundReports(1_500 * MILLISECOND);
        pictureReports();
        assertThat(pictures(60, 90 * MILLISECOND)).isCloseTo(90, within(0.1));
    }

    /** RFC 3550, section 6.4.1: whoever knows no time says zero. */
    @Test
    void aReportWithoutTheTimeSaysNothing() {
        pictures(1, 130 * MILLISECOND);
        soundReports(0);
        clock.reported(new SenderReport(8, 0, picture(taken), 0, 0, List.of()));
        assertThat(pictures(60, 130 * MILLISECOND)).isCloseTo(90, within(0.1));
    }

    @Test
    void aLeapOfTheTimestampsIsFollowedAtOnce() {
        pictures(30, 90 * MILLISECOND);
        taken += FRAME;
        long leapt = picture(taken) + 90_000 * 3_600L & 0xFFFF_FFFFL;
        clock.arrived(leapt, taken + ON_THE_WAY);
        assertThat(clock.playoutTime(leapt) - taken).isEqualTo(ON_THE_WAY + WAITED);
    }
}
