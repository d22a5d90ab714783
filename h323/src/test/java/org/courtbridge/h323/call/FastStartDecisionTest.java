package org.courtbridge.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.courtbridge.h323.asn1.Octets;
import org.junit.jupiter.api.Test;

class FastStartDecisionTest {

    private static final List<Octets> SOME = List.of(Octets.of(new byte[] {1}));

    private final FastStartDecision decision = new FastStartDecision(true);

    @Test
    void isMadeOnceByUs() {
        decision.decide(SOME);
        decision.decide(List.of());
        assertThat(decision.channels()).isEqualTo(SOME);
        assertThat(decision.isRefused()).isFalse();
        assertThat(decision.heard(List.of(), true)).isFalse();
    }

    @Test
    void isARefusalIfNothingIsChosen() {
        decision.decide(List.of());
        decision.decide(SOME);
        assertThat(decision.channels()).isEmpty();
        assertThat(decision.isRefused()).isTrue();
    }

    @Test
    void isMadeOnceByTheOtherSide() {
        assertThat(decision.heard(List.of(), false)).as("says nothing of it").isFalse();
        assertThat(decision.heard(SOME, false)).isTrue();
        assertThat(decision.heard(List.of(), true)).isFalse();
        assertThat(decision.channels()).as("none of ours").isEmpty();
    }

    @Test
    void isNoneWhereNothingIsProposed() {
        FastStartDecision none = new FastStartDecision(false);
        none.decide(List.of());
        assertThat(none.isRefused()).isFalse();
        assertThat(none.heard(SOME, false)).isFalse();
    }
}
