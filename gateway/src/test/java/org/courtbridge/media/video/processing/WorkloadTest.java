package org.courtbridge.media.video.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static final long MILLISECOND = 1_000_000;

    private final Workload workload = new Workload(1);
    private final List<Workload.Place> taken = new ArrayList<>();

    @Test
    void takesFourIntoAThreadAsLongAsNothingIsKnownOfThem() {
        assertThat(takeAll()).isEqualTo(4);
        assertThat(workload.hasRoom()).isFalse();
        taken.getFirst().close();
        assertThat(takeAll()).isEqualTo(1);
    }

    @Test
    void takesMoreOnceItIsKnownHowLittleTheyNeed() {
        takeAll();
        for (Workload.Place place : taken) {
            assertThat(second(place, 0, 20)).isTrue();
            assertThat(second(place, 1, 20)).as("is no news").isFalse();
        }
        // Four times 3 %, and a quarter for each new one.
        assertThat(takeAll()).isEqualTo(3);
    }

    @Test
    void keepsMoreForAWorkThatNeedsMore() {
        takeAll();
        for (Workload.Place place : taken) {
            assertThat(second(place, 0, 300)).isFalse();
        }
        taken.getLast().close();
        assertThat(takeAll()).as("three need 135 %").isZero();
    }

    @Test
    void followsAWorkThatComesToNeedMoreAtOnceAndLessSlowly() {
        Workload narrow = new Workload(0.5);
        Workload.Place place = narrow.take().orElseThrow();
        second(place, 0, 20);
        assertThat(narrow.hasRoom()).isTrue();
        second(place, 1, 400);
        assertThat(narrow.hasRoom()).isFalse();
        second(place, 2, 20);
        assertThat(narrow.hasRoom()).isFalse();
        second(place, 3, 20);
        assertThat(narrow.hasRoom()).isTrue();
    }

    private int takeAll() {
        int before = taken.size();
        for (Optional<Workload.Place> next = workload.take(); next.isPresent(); next = workload.take()) {
            taken.add(next.get());
        }
        return taken.size() - before;
    }

    /** A second of 20 pieces, which take so many milliseconds together. */
    private static boolean second(Workload.Place place, int number, long millis) {
        boolean news = false;
        for (int piece = number == 0 ? 0 : 1; piece <= 20; piece++) {
            news |= place.worked(millis * MILLISECOND / 20, (number * 1_000L + piece * 50L) * MILLISECOND);
        }
        return news;
    }
}
