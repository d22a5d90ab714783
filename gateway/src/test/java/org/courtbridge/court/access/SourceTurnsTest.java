package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.courtbridge.court.access.SourceTurns.BusyException;
import org.courtbridge.court.access.SourceTurns.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceTurnsTest {

    private static final String FLOOD = "203.0.113.7";

    private final Queue<Runnable> asked = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final SourceTurns turns = new SourceTurns(this::ask, new Limits(4, 10));
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    private synchronized void ask(Runnable thread) {
        asked.add(thread);
        notifyAll();
    }

    private synchronized void awaitAsked(int count) throws InterruptedException {
        for (int i = 0; i < 600 && asked.size() < count; i++) {
            wait(100);
        }
        assertThat(asked).hasSize(count);
    }

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    /** Begins to wait; when this returns, its work does. */
    private CompletableFuture<String> waiting(String source, String name) throws Exception {
        CompletableFuture<String> result = new CompletableFuture<>();
        int before = asked.size();
        callers.submit(() -> {
            try {
                result.complete(turns.run(source, () -> {
                    done.add(name);
                    return name;
                }));
            } catch (BusyException | ExecutionException e) {
                result.completeExceptionally(e);
            }
            return null;
        });
        awaitAsked(before + 1);
        return result;
    }

    private void work() {
        while (!asked.isEmpty()) {
            asked.remove().run();
        }
    }

    @Test
    void sourcesTakeTurns() throws Exception {
        for (int i = 0; i < 4; i++) {
            waiting(FLOOD, "flood" + i);
        }
        CompletableFuture<String> clerk = waiting("192.0.2.1", "clerk");
        waiting("192.0.2.1", "another clerk");
        CompletableFuture<String> last = waiting("192.0.2.2", "judge");
        work();
        assertThat(done).containsExactly("flood0", "clerk", "judge", "flood1", "another clerk", "flood2", "flood3");
        assertThat(clerk.get(60, TimeUnit.SECONDS)).isEqualTo("clerk");
        assertThat(last.get(60, TimeUnit.SECONDS)).isEqualTo("judge");
    }

    @Test
    void ofOneSourceSoMuchWaitsAndNoMore() throws Exception {
        for (int i = 0; i < 4; i++) {
            waiting("2001:db8:1:2::" + i, "flood");
        }
        assertThatThrownBy(() -> turns.run("2001:db8:1:2::ff", () -> "more"))
                .isInstanceOf(BusyException.class)
                .extracting(busy -> ((BusyException) busy).pause().toSeconds())
                .isEqualTo(2L);
        waiting("192.0.2.1", "clerk");
        work();
        waiting("2001:db8:1:2::ff", "again");
        work();
        assertThat(done).hasSize(6).endsWith("again");
    }

    /** Three sources fill the queue; whoever has less waiting than they is not kept out. */
    @Test
    void aFullQueueBarsNobodyWhoHasLessInIt() throws Exception {
        List<CompletableFuture<String>> flood = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            flood.add(waiting("203.0.113." + i % 3, "flood"));
        }
        CompletableFuture<String> clerk = waiting("192.0.2.1", "clerk");
        assertThat(flood.get(9)).as("the last of the one with four").failsWithin(Duration.ofSeconds(60));
        assertThat(flood.get(9).exceptionNow()).isInstanceOf(BusyException.class);
        work();
        assertThat(clerk.get(60, TimeUnit.SECONDS)).isEqualTo("clerk");
        assertThat(done).hasSize(10).element(3).isEqualTo("clerk");
    }

    @Test
    void ofAllSoMuchWaitsButWhatTheGatewayDoesItself() throws Exception {
        for (int i = 0; i < 10; i++) {
            waiting("192.0.2." + i, "stranger");
        }
        assertThatThrownBy(() -> turns.run("192.0.2.9", () -> "more")).isInstanceOf(BusyException.class);
        var own = callers.submit(() -> turns.run(() -> "own"));
        awaitAsked(11);
        work();
        assertThat(own.get(60, TimeUnit.SECONDS)).isEqualTo("own");
        waiting("192.0.2.9", "again");
        work();
        assertThat(done).hasSize(11).endsWith("again");
    }

    @Test
    void whatFailsFailsForWhoAskedAndNobodyElse() throws Exception {
        CompletableFuture<Object> failing = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return turns.run(FLOOD, () -> {
                            throw new IllegalStateException("broken");
                        });
                    } catch (InterruptedException | ExecutionException e) {
                        throw new IllegalStateException(e);
                    }
                },
                callers);
        awaitAsked(1);
        CompletableFuture<String> next = waiting(FLOOD, "next");
        work();
        assertThat(next.get(60, TimeUnit.SECONDS)).isEqualTo("next");
        assertThat(failing).failsWithin(Duration.ofSeconds(60));
    }
}
