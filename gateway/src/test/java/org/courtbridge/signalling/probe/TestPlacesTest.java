package org.courtbridge.signalling.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.courtbridge.media.leg.LegNotice.NotTested.Why;
import org.junit.jupiter.api.Test;

class TestPlacesTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private final TestPlaces places = new TestPlaces(2, 3);

    @Test
    void aSeatIsTestedOnceAtATime() {
        assertThat(places.enter("a", NOON)).isEmpty();
        assertThat(places.enter("a", NOON)).contains(Why.ANOTHER);
        places.leave("a");
        assertThat(places.enter("a", NOON)).isEmpty();
    }

    @Test
    void thereIsRoomForSoManyAtOnce() {
        assertThat(places.enter("a", NOON)).isEmpty();
        assertThat(places.enter("b", NOON)).isEmpty();
        assertThat(places.enter("c", NOON)).contains(Why.FULL);
        places.leave("a");
        assertThat(places.enter("c", NOON)).isEmpty();
    }

    @Test
    void aSeatIsTestedAFewTimesAnHour() {
        for (int minute : new int[] {0, 10, 20}) {
            assertThat(test("a", minute)).isEmpty();
        }
        assertThat(test("a", 30)).contains(Why.TOO_OFTEN);
        assertThat(test("b", 30)).isEmpty();
        assertThat(test("a", 59)).contains(Why.TOO_OFTEN);
        assertThat(test("a", 60)).isEmpty();
        assertThat(test("a", 61)).contains(Why.TOO_OFTEN);
        assertThat(test("a", 70)).isEmpty();
    }

    /** Whoever was refused does not leave what it never had. */
    private Optional<Why> test(String seat, int minute) {
        Optional<Why> why = places.enter(seat, NOON.plus(Duration.ofMinutes(minute)));
        if (why.isEmpty()) {
            places.leave(seat);
        }
        return why;
    }
}
