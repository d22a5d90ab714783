package org.courtbridge.signalling.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AmplificationLimitTest {

    private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.2");

    private static final String CALL = "a@192.0.2.1";

    private final AtomicLong nanos = new AtomicLong(1);
    private final ProvenSources known = new ProvenSources(nanos::get);
    private final AmplificationLimit limit = new AmplificationLimit(known);

    @Test
    void nothingMoreThanThreeTimesWhatCame() {
        assertThat(limit.maySend(THERE, CALL, 1)).as("nothing came").isFalse();
        limit.received(THERE, CALL, 100);
        assertThat(limit.maySend(THERE, CALL, 250)).isTrue();
        assertThat(limit.maySend(THERE, CALL, 51)).isFalse();
        assertThat(limit.maySend(THERE, CALL, 50)).isTrue();
        assertThat(limit.maySend(THERE, CALL, 1)).isFalse();
        assertThat(limit.maySend(ELSEWHERE, CALL, 1)).isFalse();
        limit.received(THERE, CALL, 1);
        assertThat(limit.maySend(THERE, CALL, 3)).isTrue();
        assertThat(limit.withheld()).isEqualTo(4);
    }

    /** As of somebody who has others ask in his name, and asks himself. */
    @Test
    void eachCallHasAnAccountOfItsOwn() {
        limit.received(THERE, CALL, 100);
        limit.received(THERE, "own", 100);
        assertThat(limit.maySend(THERE, CALL, 300)).isTrue();
        assertThat(limit.maySend(THERE, CALL, 1)).isFalse();
        assertThat(limit.maySend(THERE, "own", 300)).isTrue();
    }

    @Test
    void whatWasShownHoldsForADay() {
        known.add(THERE);
        assertThat(limit.maySend(THERE, CALL, 1_000_000)).isTrue();
        nanos.addAndGet(ProvenSources.LIFETIME.toNanos() - 1);
        assertThat(limit.maySend(THERE, CALL, 1_000_000)).isTrue();
        nanos.addAndGet(1);
        assertThat(limit.maySend(THERE, CALL, 1)).isFalse();
    }

    /** Of version 6 one host may have all of a /64. */
    @Test
    void whatAHostShowsHoldsForItsNetwork() {
        known.add(InetAddress.ofLiteral("2001:db8:0:1::1"));
        assertThat(limit.maySend(InetAddress.ofLiteral("2001:db8:0:1:2:3:4:5"), CALL, 1_000))
                .isTrue();
        assertThat(limit.maySend(InetAddress.ofLiteral("2001:db8:0:2::1"), CALL, 1))
                .isFalse();
        limit.received(InetAddress.ofLiteral("2001:db8:0:2::1"), CALL, 10);
        assertThat(limit.maySend(InetAddress.ofLiteral("2001:db8:0:2::2"), CALL, 30))
                .isTrue();
    }

    @Test
    void nobodySavesUpWithoutEnd() {
        for (int i = 0; i < 1_000; i++) {
            limit.received(THERE, CALL, 65_507);
        }
        assertThat(limit.maySend(THERE, CALL, (int) AmplificationLimit.LARGEST_CREDIT + 1))
                .isFalse();
        assertThat(limit.maySend(THERE, CALL, (int) AmplificationLimit.LARGEST_CREDIT))
                .isTrue();
    }

    @Test
    void whoeverIsForgottenHasNothingLeft() {
        limit.received(THERE, CALL, 1_000);
        for (int i = 0; i < AmplificationLimit.MOST; i++) {
            limit.received(InetAddress.ofLiteral("10.%d.%d.1".formatted(i / 256, i % 256)), CALL, 10);
        }
        assertThat(limit.maySend(THERE, CALL, 1)).isFalse();
        limit.received(THERE, CALL, 10);
        assertThat(limit.maySend(THERE, CALL, 30)).isTrue();
    }
}
