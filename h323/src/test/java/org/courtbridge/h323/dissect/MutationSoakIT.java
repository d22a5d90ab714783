package org.courtbridge.h323.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten million mutations of captured messages: a quarter of an hour of one core at most. {@code soak.mutations} has it make fewer. */
@Tag("soak")
@Tag("h323-mutations")
class MutationSoakIT {

    private static final int MANY = Integer.getInteger("soak.mutations", 10_000_000);

    @Test
    void mutationsAreRefusedOrReadTheSame() throws IOException {
        Mutations mutations = new Mutations();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = System.nanoTime();
        long before = threads.getCurrentThreadCpuTime();

        mutations.mutate(MANY, Long.getLong("seed", 2));

        long spent = threads.getCurrentThreadCpuTime() - before;
        System.out.printf(
                "h323_mutations=%d seconds=%d %s%n", MANY, (System.nanoTime() - start) / 1_000_000_000, mutations);
        System.out.printf(Locale.ROOT, "figure: cpu %.3f us/mutation%n", spent / 1e3 / MANY);
        assertThat(mutations.read() + mutations.refused()).isEqualTo(MANY);
    }
}
