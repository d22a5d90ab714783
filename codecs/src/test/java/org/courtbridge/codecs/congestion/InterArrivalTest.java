package org.courtbridge.codecs.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterArrivalTest {

    private static final long MILLISECOND = 1_000_000;

    private final InterArrival groups = new InterArrival();

    /** Milliseconds at both ends. */
    private boolean arrived(double sent, double arrival) {
        return groups.arrived((long) (sent * MILLISECOND), (long) (arrival * MILLISECOND));
    }

    @Test
    void timesAreBetweenTheLastPacketsOfTwoGroups() {
        arrived(0, 500);
        arrived(4, 507);
        assertThat(arrived(20, 530)).as("the first group has none before it").isFalse();
        assertThat(arrived(22, 533)).isFalse();
        assertThat(arrived(40, 560)).isTrue();
        assertThat(groups.sentDelta()).isEqualTo(18);
        assertThat(groups.arrivalDelta()).isEqualTo(26);
        assertThat(groups.time()).isEqualTo(33);
    }

    @Test
    void packetsThatCameInABurstAreOneGroup() {
        arrived(0, 500);
        arrived(20, 600);
        assertThat(arrived(40, 601)).isFalse();
        assertThat(arrived(60, 602)).isFalse();
        assertThat(arrived(80, 620)).isTrue();
        assertThat(groups.sentDelta()).isEqualTo(60);
        assertThat(groups.arrivalDelta()).isEqualTo(102);
    }

    @Test
    void aBurstThatGoesOnForLongIsMoreThanOneGroup() {
        arrived(0, 500);
        arrived(20, 1_000);
        for (int i = 1; i < 34; i++) {
            assertThat(arrived(20 + 10 * i, 1_000 + 3 * i)).as("packet %d", i).isFalse();
        }
        assertThat(arrived(360, 1_102)).isTrue();
    }

    @Test
    void newsOfAnOlderGroupIsLeftOut() {
        arrived(0, 500);
        arrived(20, 530);
        assertThat(arrived(10, 900)).isFalse();
        assertThat(arrived(40, 540)).isTrue();
        assertThat(groups.arrivalDelta()).isEqualTo(30);
    }
}
