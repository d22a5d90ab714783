package org.courtbridge.operations.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairQueueTest {

    private final FairQueue<String> queue = new FairQueue<>();

    @Test
    void servesLinesInTurns() {
        for (int i = 1; i <= 3; i++) {
            queue.add("a", "a" + i);
        }
        queue.add("b", "b1");
        queue.add("c", "c1");
        queue.add("b", "b2");
        assertThat(queue.size()).isEqualTo(6);
        assertThat(all()).containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
        assertThat(queue.size()).isZero();
        assertThat(queue.poll()).isEmpty();
    }

    @Test
    void hasALateComerWaitForNoMoreThanOneOfEachLine() {
        for (int i = 1; i <= 40; i++) {
            queue.add("a", "a" + i);
        }
        assertThat(queue.poll()).contains("a1");
        queue.add("b", "b1");
        assertThat(queue.poll()).contains("a2");
        assertThat(queue.poll()).contains("b1");
    }

    @Test
    void isClearedOfAll() {
        queue.add("a", "a1");
        queue.add("b", "b1");
        assertThat(queue.clear()).containsExactlyInAnyOrder("a1", "b1");
        assertThat(queue.size()).isZero();
        assertThat(queue.poll()).isEmpty();
    }

    private List<String> all() {
        List<String> all = new ArrayList<>();
        for (Optional<String> one = queue.poll(); one.isPresent(); one = queue.poll()) {
            all.add(one.get());
        }
        return all;
    }
}
