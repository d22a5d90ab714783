package org.courtbridge.h323.ras;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    private static final InetSocketAddress FIRST = Lan.address(1, 1719);
    private static final InetSocketAddress SECOND = Lan.address(2, 1719);

    private final Candidates candidates = new Candidates(List.of(FIRST));

    private static List<AlternateGatekeeper> alternate(int host) {
        return List.of(new AlternateGatekeeper(Lan.address(host, 1719), Optional.empty(), false, 1));
    }

    /** Two that refuse, and each of which names the other, would be asked for ever, as fast as they answer. */
    @Test
    void triesEachOnceBeforeAPause() {
        candidates.startOver();

        assertThat(candidates.next()).contains(FIRST);
        candidates.add(alternate(2), FIRST);
        assertThat(candidates.next()).contains(SECOND);
        candidates.add(alternate(1), SECOND);
        assertThat(candidates.next()).isEmpty();

        candidates.startOver();
        assertThat(candidates.next()).contains(FIRST);
    }

    /** As long as each names another one, they might be as many as there are addresses. */
    @Test
    void triesSomeOnly() {
        candidates.startOver();

        int tried = 0;
        for (Optional<InetSocketAddress> next = candidates.next(); next.isPresent(); next = candidates.next()) {
            tried++;
            candidates.add(alternate(1 + tried), next.get());
            assertThat(tried).isLessThanOrEqualTo(32);
        }
        assertThat(tried).isEqualTo(32);
    }

    /** One that took the endpoint in between may be tried again. */
    @Test
    void beginsAnewAfterASuccess() {
        candidates.startOver();
        assertThat(candidates.next()).contains(FIRST);
        candidates.add(alternate(2), FIRST);
        assertThat(candidates.next()).contains(SECOND);

        candidates.succeeded(SECOND);
        candidates.add(alternate(1), SECOND);
        assertThat(candidates.next()).contains(FIRST);
    }
}
