package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SightTest {

    private static final double SECONDS = 4;
    private static final int SENT = (int) (SECONDS * Film.FRAMES_PER_SECOND);

    private static Sight sight(int frames, int sent, double freeze, double covered) {
        return new Sight(3, 1, new Sighting(frames, sent, freeze, covered, SECONDS));
    }

    @Test
    void nearlyEveryFrameIsSmooth() {
        assertThat(sight(SENT * 95 / 100, SENT, 300, SECONDS).complaints()).isEmpty();
    }

    @Test
    void whatIsLostIsNot() {
        int seen = SENT * 85 / 100;
        assertThat(sight(seen, SENT, 300, SECONDS).complaints())
                .singleElement()
                .asString()
                .startsWith("3 sees 1: %d of %d frames".formatted(seen, SENT));
    }

    @Test
    void norIsWhatStandsStillForASecond() {
        assertThat(sight(SENT, SENT, 1_000, SECONDS).complaints()).hasSize(1);
    }

    @Test
    void norWhatWasHardlySentOrSeenForAPartOfTheTimeOnly() {
        assertThat(sight(SENT / 2, SENT / 2, 300, SECONDS).complaints()).hasSize(1);
        assertThat(sight(SENT / 2, SENT / 2, 300, SECONDS / 2).complaints()).hasSize(1);
    }
}
