package org.courtbridge.codecs.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ActiveSpeakerTest {

    private final ActiveSpeaker<String> speaker = new ActiveSpeaker<>();
    private final Random random = new Random(5);
    private final List<Optional<String>> changes = new ArrayList<>();
    private int block;

    /** Four syllables a second. */
    private int speech(int loudness) {
        double syllable = 0.5 + 0.5 * Math.sin(2 * Math.PI * 4 * block / 50.0);
        return (int) (loudness - 25 * (1 - syllable) + random.nextInt(-2, 3));
    }

    private int noise(int loudness) {
        return loudness + random.nextInt(-1, 2);
    }

    private void run(int milliseconds, Supplier<Map<String, Integer>> levels) {
        for (int i = 0; i < milliseconds / 20; i++) {
            block++;
            if (speaker.block(new HashMap<>(levels.get()))) {
                changes.add(speaker.speaker());
            }
        }
    }

    @Test
    void findsWhoSpeaks() {
        run(1_000, () -> Map.of("a", noise(-70), "b", -127));
        assertThat(speaker.speaker()).isEmpty();
        run(1_000, () -> Map.of("a", speech(-25), "b", -127));
        assertThat(speaker.speaker()).contains("a");
        run(3_000, () -> Map.of("a", noise(-70), "b", speech(-30)));
        assertThat(speaker.speaker()).contains("b");
        assertThat(changes).hasSize(2);
    }

    @Test
    void neverFollowsNoiseNorTheSilent() {
        run(1_000, () -> Map.of("a", -127, "b", -127));
        run(5_000, () -> Map.of("a", noise(-30), "b", -127));
        assertThat(speaker.speaker()).isEmpty();
        run(2_000, () -> Map.of("a", noise(-30), "b", speech(-35)));
        assertThat(speaker.speaker()).contains("b");
        run(5_000, () -> Map.of("a", noise(-20), "b", -127));
        assertThat(speaker.speaker()).contains("b");
    }

    @Test
    void staysForACoughAndForShortAnswers() {
        run(1_000, () -> Map.of("a", noise(-70), "b", noise(-70)));
        run(4_000, () -> Map.of("a", speech(-25), "b", noise(-70)));
        run(200, () -> Map.of("a", speech(-25), "b", -10));
        run(2_000, () -> Map.of("a", speech(-25), "b", noise(-70)));
        assertThat(changes).containsExactly(Optional.of("a"));
    }

    @Test
    void changesAtMostEverySecondAndAHalf() {
        run(1_000, () -> Map.of("a", noise(-70), "b", noise(-70)));
        run(1_000, () -> Map.of("a", speech(-25), "b", noise(-70)));
        int first = block;
        assertThat(speaker.speaker()).contains("a");
        while (changes.size() == 1) {
            run(20, () -> Map.of("a", noise(-70), "b", speech(-20)));
        }
        assertThat(block - first).isBetween(25, 75);
    }

    @Test
    void letsGoOfWhoeverHasLeft() {
        run(1_000, () -> Map.of("a", noise(-70)));
        run(1_000, () -> Map.of("a", speech(-25)));
        run(20, Map::of);
        assertThat(speaker.speaker()).isEmpty();
    }
}
