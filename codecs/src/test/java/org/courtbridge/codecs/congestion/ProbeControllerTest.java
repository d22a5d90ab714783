package org.courtbridge.codecs.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeControllerTest {

    private static final long MILLISECOND = 1_000_000;
    private static final long ESTIMATE = 300_000;
    private static final long WANTED = 2_000_000;

    private final ProbeController probes = new ProbeController();

    /**
     * Sends a probe that arrives so many times slower than it was sent, and judges it.
     *
     * @return when it is complete
     */
    private long probe(long from, double slower) {
        probes.begin(ESTIMATE, WANTED, 0, ESTIMATE, from);
        for (long passed = 0; passed < Probe.DURATION; passed += 5 * MILLISECOND) {
            int octets = (int) probes.due(from + passed);
            int number = probes.sent(octets, from + passed);
            assertThat(number).isPositive();
            probes.arrived(number, octets, from + passed, from + (long) (slower * passed));
        }
        return judge(from);
    }

    private long judge(long from) {
        long now = from + Probe.DURATION;
        probes.judge(probes.complete(now).orElseThrow(), 0, now);
        assertThat(probes.isUnderWay()).isFalse();
        return now;
    }

    /** Octets that the next probe sends in 100 ms. */
    private long octetsOfNext(long now) {
        probes.begin(ESTIMATE, WANTED, 0, ESTIMATE, now);
        return probes.due(now + 100 * MILLISECOND);
    }

    @Test
    void afterOneThatTheLineCarriedTheNextTriesMoreAtOnce() {
        long now = probe(0, 1);
        assertThat(probes.goOn()).isTrue();
        assertThat(probes.mayBegin(now)).isTrue();
        assertThat(octetsOfNext(now)).isEqualTo((long) (2.5 * 1.8 * ESTIMATE / 80));
    }

    @Test
    void afterOneThatMetTheLimitTheNextWaitsForASecond() {
        long now = probe(0, 2);
        assertThat(probes.goOn()).isFalse();
        assertThat(probes.mayBegin(now + 999 * MILLISECOND)).isFalse();
        assertThat(probes.mayBegin(now + 1_000 * MILLISECOND)).isTrue();
        assertThat(octetsOfNext(now)).isEqualTo((long) (1.8 * ESTIMATE / 80));
    }

    @Test
    void afterOnesThatToldNothingTheNextWaitsLongerEachTime() {
        long now = 0;
        for (long wait : new long[] {100, 200, 400, 800, 1_000, 1_000}) {
            probes.begin(ESTIMATE, WANTED, 0, ESTIMATE, now);
            long late = now + Probe.DURATION - MILLISECOND;
            probes.arrived(probes.sent(15_000, late), 15_000, late, late);
            now = judge(now) + wait * MILLISECOND;
            assertThat(probes.mayBegin(now - 1)).as("%d ms", wait).isFalse();
            assertThat(probes.mayBegin(now)).as("%d ms", wait).isTrue();
        }
    }

    @Test
    void oneThatNobodyHearsOfEndsAfterAWhile() {
        probes.begin(ESTIMATE, WANTED, 0, ESTIMATE, 0);
        probes.sent(1_000, 0);
        probes.endOverdue(949 * MILLISECOND);
        assertThat(probes.isUnderWay()).isTrue();
        probes.endOverdue(950 * MILLISECOND);
        assertThat(probes.isUnderWay()).isFalse();
        assertThat(probes.due(950 * MILLISECOND)).isZero();
        assertThat(probes.mayBegin(1_900 * MILLISECOND)).isFalse();
        probes.restart(960 * MILLISECOND);
        assertThat(probes.mayBegin(960 * MILLISECOND)).as("on another line").isTrue();
    }

    @Test
    void packetsOfOthersSayNothingOfIt() {
        probes.begin(ESTIMATE, WANTED, 0, ESTIMATE, 0);
        int number = probes.sent(1_000, 0);
        probes.arrived(number + 1, 1_000, 0, 0);
        probes.lost(0, 0);
        assertThat(probes.complete(Probe.DURATION)).isEmpty();
        probes.lost(number, 0);
        assertThat(probes.complete(Probe.DURATION)).isPresent();
    }
}
