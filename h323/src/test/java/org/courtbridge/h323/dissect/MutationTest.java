package org.courtbridge.h323.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MutationTest {

    private final Mutations mutations;

    MutationTest() throws IOException {
        mutations = new Mutations();
    }

    @Test
    void everyTruncationIsRefusedOrReadsTheSame() {
        mutations.truncate();

        // A Q.931 message may end after any of its elements.
        assertThat(mutations.refused()).isGreaterThan(100 * mutations.read());
    }

    @Test
    void mutationsAreRefusedOrReadTheSame() {
        mutations.mutate(100_000, 1);

        assertThat(mutations.read()).isGreaterThan(10_000);
        assertThat(mutations.refused()).isGreaterThan(10_000);
    }
}
