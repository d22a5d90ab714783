package org.courtbridge.codecs.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyframeRequestsTest {

    private static final long MILLISECOND = 1_000_000;
    private static final long LONG_AGO = -60_000 * MILLISECOND;

    private final KeyframeRequests requests = new KeyframeRequests();

    /** Whether this one is one too many. */
    private boolean request(long millis, long lastDecrease) {
        requests.requested(millis * MILLISECOND);
        return requests.areTooMany(lastDecrease, millis * MILLISECOND);
    }

    @Test
    void threeInAShortTimeAreTooMany() {
        assertThat(request(0, LONG_AGO)).isFalse();
        assertThat(request(800, LONG_AGO)).isFalse();
        assertThat(request(1_600, LONG_AGO)).isTrue();
    }

    @Test
    void threeInALongTimeAreNot() {
        assertThat(request(0, LONG_AGO)).isFalse();
        assertThat(request(801, LONG_AGO)).isFalse();
        assertThat(request(1_601, LONG_AGO)).isFalse();
    }

    @Test
    void fewerAreEnoughForFurtherDecreasesOfWhichThereAreTwoWithoutAReport() {
        requests.areHeeded();
        requests.fell();
        assertThat(request(0, LONG_AGO)).isFalse();
        assertThat(request(500, LONG_AGO)).isTrue();
        requests.areHeeded();
        requests.fell();
        assertThat(request(1_000, LONG_AGO) || request(1_100, LONG_AGO) || request(1_200, LONG_AGO))
                .isFalse();

        requests.reported(true);
        assertThat(request(2_000, LONG_AGO)).isFalse();
        assertThat(request(2_500, LONG_AGO)).isFalse();
        assertThat(request(3_000, LONG_AGO)).isTrue();
    }

    @Test
    void thoseJustAfterADecreaseAreForWhatWasSentBefore() {
        request(0, LONG_AGO);
        request(100, LONG_AGO);
        assertThat(request(300, 51 * MILLISECOND)).isFalse();
        assertThat(request(301, 51 * MILLISECOND)).isTrue();
    }

    @Test
    void onesThatAreExplainedCountAgainOnlyOnceNeitherLossNorARequestWasReported() {
        requests.areExplained();
        request(0, LONG_AGO);
        request(100, LONG_AGO);
        assertThat(request(200, LONG_AGO)).isFalse();

        requests.reported(true);
        assertThat(request(300, LONG_AGO)).as("requested before the report").isFalse();
        requests.reported(false);
        requests.reported(true);
        request(400, LONG_AGO);
        request(500, LONG_AGO);
        assertThat(request(600, LONG_AGO)).isTrue();
    }

    @Test
    void nothingIsInVainThatWasNotHeeded() {
        requests.wereInVain();
        request(0, LONG_AGO);
        request(100, LONG_AGO);
        assertThat(request(200, LONG_AGO)).isTrue();

        requests.areHeeded();
        requests.wereInVain();
        assertThat(request(300, LONG_AGO)).isFalse();
    }

    @Test
    void twoAfterEachOtherShowDamageAsDoesOneSoonAfterADecrease() {
        request(0, LONG_AGO);
        assertThat(requests.showDamage(LONG_AGO, 0)).isFalse();
        request(1_000, LONG_AGO);
        assertThat(requests.showDamage(LONG_AGO, 2_000 * MILLISECOND)).isTrue();
        assertThat(requests.showDamage(LONG_AGO, 2_001 * MILLISECOND))
                .as("not of late")
                .isFalse();
        assertThat(requests.showDamage(700 * MILLISECOND, 1_100 * MILLISECOND)).isTrue();
        assertThat(requests.showDamage(800 * MILLISECOND, 1_100 * MILLISECOND)).isFalse();
    }
}
