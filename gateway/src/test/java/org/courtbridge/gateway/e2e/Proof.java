package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What must be true of a party in a hearing for it to hear and see the others. */
final class Proof {

    private static final double SMALLEST_SHARE = 0.9;
    private static final double LONGEST_FREEZE_MILLIS = 1_000;

    private static final int ATTEMPTS = 3;

    private Proof() {}

    /** The tones of the others, all of them, are in the sound that the party received, and its own is not. */
    static void hears(int self, Set<Integer> others, short[] sound, int sampleRate) {
        String what = "party " + self + " hears: " + Tones.describe(sound, sampleRate);
        for (int party = 1; party <= Tones.parties(); party++) {
            boolean expected = others.contains(party);
            if (expected || party == self) {
                assertThat(Tones.hears(party, sound, sampleRate))
                        .as("%d, when %s", party, what)
                        .isEqualTo(expected);
            }
        }
    }

    /**
     * Nearly every frame that was sent is seen, and never is there none for long.
     *
     * @param watch watches for so many seconds; it may be called a few times, as the machine, which is not what is
     *     measured here, may be too busy for a while to make pictures at all
     */
    static void sees(int self, int other, int seconds, Callable<Sighting> watch) throws Exception {
        seesAll(self, Set.of(other), seconds, () -> Map.of(other, watch.call()));
    }

    /** The same of several parties at once. */
    static void seesAll(int self, Set<Integer> others, int seconds, Callable<Map<Integer, Sighting>> watch)
            throws Exception {
        List<String> complaints = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Map<Integer, Sighting> sightings = watch.call();
            List<Integer> bad = others.stream()
                    .filter(other -> !isGood(sightings.get(other), seconds))
                    .toList();
            if (bad.isEmpty()) {
                return;
            }
            for (int other : bad) {
                String complaint = "party %d of %d: %s".formatted(self, other, sightings.get(other));
                System.out.println("attempt %d: %s".formatted(attempt + 1, complaint));
                complaints.add(complaint);
            }
        }
        throw new AssertionError("what is seen in %d s: %s".formatted(seconds, complaints));
    }

    /** The share alone would be good where next to nothing was sent. */
    private static boolean isGood(@Nullable Sighting sighting, int seconds) {
        if (sighting == null) {
            return false;
        }
        double due = seconds * Film.FRAMES_PER_SECOND;
        return sighting.sent() >= 0.85 * due
                && sighting.sent() <= 1.15 * due
                && sighting.share() >= SMALLEST_SHARE
                && sighting.longestFreeze() < LONGEST_FREEZE_MILLIS;
    }
}
