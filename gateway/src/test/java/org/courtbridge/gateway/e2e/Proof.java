package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

/** What must be true of a party in a hearing for it to hear and see the others. */
final class Proof {

    private static final double SMALLEST_SHARE = 0.9;
    private static final double LONGEST_FREEZE_MILLIS = 1_000;

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

    /** Nearly every frame that was sent was seen, and never was there none for long. */
    static void sees(int self, int other, Sighting sighting, int seconds) {
        String what = "party %d sees %d: %s".formatted(self, other, sighting);
        assertThat(sighting.sent()).as(what).isGreaterThan(seconds * Film.FRAMES_PER_SECOND * 2 / 3);
        assertThat(sighting.share()).as(what).isGreaterThanOrEqualTo(SMALLEST_SHARE);
        assertThat(sighting.longestFreeze()).as(what).isLessThan(LONGEST_FREEZE_MILLIS);
    }
}
