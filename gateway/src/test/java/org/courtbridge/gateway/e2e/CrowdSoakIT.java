package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.courtbridge.gateway.Figure;
import org.courtbridge.hearings.Layout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A crowd comes to a hearing and leaves it, {@code soak.visits} times, two if not said: the machine has the memory back that the gateway took
 * for it, but for Java's heap, which the collector keeps as large as it was.
 */
@Tag("soak")
@Tag("crowd")
class CrowdSoakIT {

    private static final int ROOMS = 6;
    private static final int PHONES = 24;
    private static final int VISITS = Integer.getInteger("soak.visits", 2);
    private static final Duration STAY = Duration.ofSeconds(10);

    /** Longer than {@code TrimNativeHeapInterval}, by which native memory is given back. */
    private static final Duration IDLE = Duration.ofSeconds(70);

    /**
     * Kilobytes of memory besides the heap. 16 MB less to 15 MB more were measured, and 118 to 129 MB more where nothing is given back, or
     * where glibc has but two arenas ({@code MALLOC_ARENA_MAX}).
     */
    private static final long GROWTH_KILOBYTES = 48 * 1_024;

    /** Kilobytes: of all memory, and without what the heap has. */
    private record Memory(long resident, long besidesHeap) {

        static Memory of(ProcessFigures figures) throws IOException, InterruptedException {
            return new Memory(figures.residentMemory(), figures.residentBesidesHeap());
        }

        void print(String when) {
            Figure.print("resident." + when, resident, "KiB");
            Figure.print("besides-heap." + when, besidesHeap, "KiB");
        }
    }

    @Test
    void theMemoryOfACrowdIsGivenBackWhenItHasLeft() throws Exception {
        try (Court court = Court.open("CrowdSoakIT", Layout.GRID);
                Crowd crowd = Crowd.invite(court, ROOMS, PHONES)) {
            court.start();
            ProcessFigures figures = new ProcessFigures(court.gateway().pid());
            // What each kind of party needs is loaded and compiled after these.
            crowd.visit(2, 2, STAY);
            Await.elapsed(IDLE);
            Memory before = Memory.of(figures);
            before.print("before");
            for (int visit = 0; visit < VISITS; visit++) {
                crowd.visit(STAY);
            }
            Memory left = Memory.of(figures);
            Figure.print("resident.peak", figures.mostResidentMemory(), "KiB");
            Await.elapsed(IDLE);
            Memory after = Memory.of(figures);
            after.print("after");
            Figure.print("growth", after.besidesHeap - before.besidesHeap, "KiB");

            assertThat(left.besidesHeap - before.besidesHeap)
                    .as("KB that a crowd takes")
                    .isGreaterThan(GROWTH_KILOBYTES);
            assertThat(after.besidesHeap - before.besidesHeap)
                    .as("KB that stay when it has left")
                    .isLessThan(GROWTH_KILOBYTES);
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }
}
