package org.courtbridge.media.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardTest {

    private final InternalErrors errors = new InternalErrors(() -> Instant.EPOCH);
    private final List<String> happened = new ArrayList<>();
    private final Guard guard = new Guard(errors, "leg 7", () -> happened.add("end"));

    @Test
    void whatThrowsEndsTheThingOnceAndIsCounted() {
        Runnable faulty = guard.task(Part.MEDIA_CONTROL, () -> {
            happened.add("tick");
            throw new IllegalStateException("a fault, as a test wants it");
        });
        faulty.run();
        faulty.run();
        assertThat(happened).containsExactly("tick", "end");
        assertThat(errors.count(Part.MEDIA_CONTROL)).isEqualTo(1);
        assertThat(errors.recent())
                .singleElement()
                .asString()
                .contains("media-control")
                .endsWith("leg 7 is ended");
    }

    @Test
    void anErrorIsAFaultLikeAnyOther() {
        guard.run(Part.SOUND, () -> {
            throw new NoClassDefFoundError("a fault, as a test wants it");
        });
        assertThat(happened).containsExactly("end");
    }

    @Test
    void nothingElseIsDoneForAThingThatHasEnded() {
        guard.fail(Part.SOUND, new IllegalStateException("a fault, as a test wants it"));
        guard.run(Part.CAMERAS, () -> happened.add("camera"));
        guard.fail(Part.CAMERAS, new IllegalStateException("another"));
        assertThat(happened).containsExactly("end");
        assertThat(errors.count(Part.CAMERAS)).isZero();
    }

    @Test
    void anEndThatFailsItselfIsCountedToo() {
        Guard unlucky = new Guard(errors, "leg 8", () -> {
            throw new IllegalStateException("another fault");
        });
        unlucky.fail(Part.SOUND, new IllegalStateException("a fault, as a test wants it"));
        assertThat(errors.count(Part.SOUND)).isEqualTo(2);
    }
}
