package org.courtbridge.media.video.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.courtbridge.media.video.LoadStep;
import org.junit.jupiter.api.Test;

class LoadSheddingTest {

    private static final long SECOND = 1_000_000_000;
    private static final long MILLISECOND = 1_000_000;

    private final LoadShedding shedding = new LoadShedding(Duration.ofSeconds(10));
    private long now;

    private LoadStep second(double share, long waitedMillis) {
        now += SECOND;
        return shedding.after(share, waitedMillis * MILLISECOND, false, now);
    }

    private LoadStep lackingSeconds(int count, double share) {
        LoadStep last = LoadStep.NONE;
        for (int i = 0; i < count; i++) {
            now += SECOND;
            last = shedding.after(share, 0, true, now);
        }
        return last;
    }

    private LoadStep seconds(int count, double share) {
        LoadStep last = LoadStep.NONE;
        for (int i = 0; i < count; i++) {
            last = second(share, 0);
        }
        return last;
    }

    @Test
    void aMomentOfTooMuchIsNoReason() {
        assertThat(second(1, 0)).isEqualTo(LoadStep.NONE);
        assertThat(second(0.7, 0)).isEqualTo(LoadStep.NONE);
        assertThat(second(1, 0)).isEqualTo(LoadStep.NONE);
        assertThat(second(1, 0)).isEqualTo(LoadStep.HALF_THE_PICTURES);
    }

    @Test
    void everyTwoSecondsItSavesMoreUpToTheLastStep() {
        assertThat(seconds(2, 0.9)).isEqualTo(LoadStep.HALF_THE_PICTURES);
        assertThat(seconds(2, 0.9)).isEqualTo(LoadStep.ONE_TIER_LOWER);
        assertThat(seconds(2, 0.9)).isEqualTo(LoadStep.TWO_TIERS_LOWER);
        assertThat(seconds(2, 0.9)).isEqualTo(LoadStep.NO_MORE_VIEWERS);
        assertThat(seconds(20, 0.9)).isEqualTo(LoadStep.NO_MORE_VIEWERS);
    }

    @Test
    void picturesThatWaitAreTooMuchWhateverTheShare() {
        assertThat(second(0.6, 45)).isEqualTo(LoadStep.NONE);
        assertThat(second(0.6, 45)).isEqualTo(LoadStep.HALF_THE_PICTURES);
        assertThat(seconds(10, 0.45)).isEqualTo(LoadStep.HALF_THE_PICTURES);
        assertThat(second(0.45, 20)).as("is not prompt yet").isEqualTo(LoadStep.HALF_THE_PICTURES);
        assertThat(seconds(10, 0.45)).isEqualTo(LoadStep.HALF_THE_PICTURES);
        assertThat(seconds(1, 0.45)).isEqualTo(LoadStep.NONE);
    }

    @Test
    void picturesBecomeSmallerBeforeAnybodyIsLeftWithoutOne() {
        assertThat(lackingSeconds(2, 0.4)).isEqualTo(LoadStep.NONE);
        assertThat(lackingSeconds(1, 0.4)).isEqualTo(LoadStep.HALF_THE_PICTURES);
        assertThat(lackingSeconds(6, 0.4)).isEqualTo(LoadStep.TWO_TIERS_LOWER);
        assertThat(lackingSeconds(30, 0.4))
                .as("neither less, which helps nobody, nor more, which who lacks would miss at once")
                .isEqualTo(LoadStep.TWO_TIERS_LOWER);
        assertThat(seconds(11, 0.4)).isEqualTo(LoadStep.ONE_TIER_LOWER);
    }

    @Test
    void smallerPicturesHelpNobodyWhereTheOthersAreNotCodedAtAll() {
        assertThat(lackingSeconds(30, 0.1)).isEqualTo(LoadStep.NONE);
        seconds(2, 0.9);
        assertThat(lackingSeconds(11, 0.1)).isEqualTo(LoadStep.NONE);
    }

    @Test
    void itStaysBetweenMuchAndLittle() {
        seconds(4, 0.9);
        assertThat(seconds(100, 0.7)).isEqualTo(LoadStep.ONE_TIER_LOWER);
    }

    @Test
    void itComesBackStepByStepAfterAWhileOfRoomEach() {
        seconds(8, 0.9);
        assertThat(seconds(10, 0.3)).isEqualTo(LoadStep.NO_MORE_VIEWERS);
        assertThat(seconds(1, 0.3)).isEqualTo(LoadStep.TWO_TIERS_LOWER);
        assertThat(seconds(9, 0.3)).isEqualTo(LoadStep.TWO_TIERS_LOWER);
        assertThat(seconds(1, 0.3)).isEqualTo(LoadStep.ONE_TIER_LOWER);
        assertThat(seconds(20, 0.3)).isEqualTo(LoadStep.NONE);
    }

    @Test
    void whoCameBackTooSoonWaitsLonger() {
        seconds(2, 0.9);
        assertThat(seconds(11, 0.3)).isEqualTo(LoadStep.NONE);
        assertThat(seconds(2, 0.9)).isEqualTo(LoadStep.HALF_THE_PICTURES);
        assertThat(seconds(20, 0.3)).isEqualTo(LoadStep.HALF_THE_PICTURES);
        assertThat(seconds(1, 0.3)).isEqualTo(LoadStep.NONE);
        // This time it was right.
        seconds(100, 0.6);
        assertThat(seconds(2, 0.9)).isEqualTo(LoadStep.HALF_THE_PICTURES);
        assertThat(seconds(11, 0.3)).isEqualTo(LoadStep.NONE);
    }
}
