package org.courtbridge.operations.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedRunTest {

    private static final List<Integer> FIFTY = IntStream.range(0, 50).boxed().toList();

    private final List<CompletableFuture<String>> begun = new ArrayList<>();

    private CompletableFuture<String> begin(int thing) {
        CompletableFuture<String> work = new CompletableFuture<>();
        begun.add(work);
        return work;
    }

    @Test
    void doesSoManyAtOnceAndNoMore() {
        CompletableFuture<Void> run = BoundedRun.of(FIFTY, this::begin, 7);
        assertThat(begun).hasSize(7);
        begun.get(3).complete("done");
        assertThat(begun).hasSize(8);
        for (int i = 0; i < 50; i++) {
            assertThat(run).isNotDone();
            begun.get(i).complete("done");
        }
        assertThat(run).isCompleted();
        assertThat(begun).hasSize(50);
    }

    @Test
    void goesOnAfterAMistakeOfOurs() {
        CompletableFuture<Void> run = BoundedRun.of(FIFTY, this::begin, 1);
        begun.getFirst().completeExceptionally(new IllegalStateException("a mistake"));
        assertThat(begun).hasSize(2);
        assertThat(run).isNotDone();
    }

    @Test
    void whatIsDoneAtOnceDoesNotBeginTheNextFromWithin() {
        AtomicInteger times = new AtomicInteger();
        List<Integer> many = IntStream.range(0, 100_000).boxed().toList();
        CompletableFuture<Void> run =
                BoundedRun.of(many, _ -> CompletableFuture.completedFuture(times.incrementAndGet()), 3);
        assertThat(run).isCompleted();
        assertThat(times).hasValue(100_000);
    }

    @Test
    void beginsNoMoreWhenItIsStopped() {
        CompletableFuture<Void> run = BoundedRun.of(FIFTY, this::begin, 2);
        run.complete(null);
        begun.getFirst().complete("done");
        assertThat(begun).hasSize(2);
    }
}
