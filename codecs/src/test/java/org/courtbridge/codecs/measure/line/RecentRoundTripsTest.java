package org.courtbridge.codecs.measure.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentRoundTripsTest {

    private final RecentRoundTrips trips = new RecentRoundTrips();

    @Test
    void haveAMedian() {
        assertThat(trips.median()).isEmpty();
        trips.add(900);
        assertThat(trips.median()).hasValue(900);
        trips.add(40);
        trips.add(60);
        assertThat(trips.median()).hasValue(60);
    }

    @Test
    void areForgottenOneAfterTheOther() {
        for (int i = 0; i < 64; i++) {
            trips.add(900);
        }
        for (int i = 0; i < 32; i++) {
            trips.add(40);
        }
        assertThat(trips.median()).hasValue(900);
        trips.add(40);
        assertThat(trips.median()).hasValue(40);
    }
}
