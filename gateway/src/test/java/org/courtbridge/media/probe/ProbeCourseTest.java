package org.courtbridge.media.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeCourseTest {

    private static final long BEGUN = -1_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    /** The tone after 3 s, the keyframe after 5. */
    private final ProbeCourse course = new ProbeCourse(ProbeSettings.mirror(Optional.empty(), Duration.ZERO), BEGUN);

    @Test
    void eachIsDueOnceAndNotTooSoon() {
        assertThat(course.toneIsDue(BEGUN + 3 * SECOND - 1)).isFalse();
        assertThat(course.toneIsDue(BEGUN + 3 * SECOND)).isTrue();
        assertThat(course.toneIsDue(BEGUN + 4 * SECOND)).isFalse();
        assertThat(course.keyframeIsDue(BEGUN + 4 * SECOND)).isFalse();
        assertThat(course.keyframeIsDue(BEGUN + 9 * SECOND)).isTrue();
        assertThat(course.keyframeIsDue(BEGUN + 10 * SECOND)).isFalse();
    }

    @Test
    void aToneThatWasPlayedIsNotDueAnyMore() {
        course.toned();
        assertThat(course.toneIsDue(BEGUN + 10 * SECOND)).isFalse();
        assertThat(course.keyframeIsDue(BEGUN + 10 * SECOND)).isTrue();
    }

    @Test
    void knowsHowLongItGoesOn() {
        assertThat(course.elapsed(0)).isEqualTo(SECOND);
    }
}
