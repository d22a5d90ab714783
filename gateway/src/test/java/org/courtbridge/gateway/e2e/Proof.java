package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.courtbridge.gateway.measuring.Measurement;

/**
 * Proves that a party in a hearing hears and sees the others, however slow the machine is. How well it does is measured:
 * {@link Sight}.
 */
final class Proof {

    /** So many different pictures, one after the other, are no still one that was left over. */
    private static final int PICTURES = 5;

    private static final Duration LIMIT = Court.PATIENCE;

    private static final int SECONDS = 3;

    /** Fewer do not show every tone's swells. */
    private static final int FEWEST_SECONDS = 2;

    private Proof() {}

    /** Gives what a party has heard in the last seconds, or less if there is not so much. */
    interface Ear {
        short[] inTheLast(int seconds) throws Exception;
    }

    /** A party hears all the others before long, and not itself with them. */
    static void hears(int self, Set<Integer> others, Ear ear, int sampleRate) {
        hears(self, others, ear, sampleRate, LIMIT);
    }

    static void hears(int self, Set<Integer> others, Ear ear, int sampleRate, Duration limit) {
        short[] sound = Await.value("%d hears %s".formatted(self, others), limit, () -> {
            short[] last = ear.inTheLast(SECONDS);
            boolean all = last.length >= FEWEST_SECONDS * sampleRate
                    && others.stream().allMatch(other -> Tones.hears(other, last, sampleRate));
            return all ? Optional.of(last) : Optional.empty();
        });
        hears(self, others, sound, sampleRate);
    }

    /** The tones of the others, all of them, are in the sound that the party received, and its own is not. */
    static void hears(int self, Set<Integer> others, short[] sound, int sampleRate) {
        assertThat(deafness(self, others, sound, sampleRate)).isEmpty();
    }

    /** @return what is wrong with that, if anything is */
    static List<String> deafness(int self, Set<Integer> others, short[] sound, int sampleRate) {
        List<String> complaints = new ArrayList<>();
        for (int party = 1; party <= Tones.parties(); party++) {
            boolean expected = others.contains(party);
            if ((expected || party == self) && Tones.hears(party, sound, sampleRate) != expected) {
                complaints.add("party %d %s %d: %s"
                        .formatted(
                                self, expected ? "does not hear" : "hears", party, Tones.describe(sound, sampleRate)));
            }
        }
        return complaints;
    }

    /** A party sees another one move, again and again. */
    static void sees(int self, int other, Viewer viewer) {
        sees(self, other, viewer, LIMIT);
    }

    static void sees(int self, int other, Viewer viewer, Duration limit) {
        Set<Integer> frames = new HashSet<>();
        Await.until("%d sees %d in %d different pictures".formatted(self, other, PICTURES), limit, () -> {
            viewer.sees(other).ifPresent(picture -> frames.add(picture.frame()));
            return frames.size() >= PICTURES;
        });
    }

    /** The same of whoever has to be watched for a while each time. */
    static void sees(int self, int other, Callable<Sighting> watch) {
        Await.until(
                "%d sees %d in %d different pictures".formatted(self, other, PICTURES),
                LIMIT,
                () -> watch.call().frames() >= PICTURES);
    }

    /** A party whose screen shows one picture at a time sees another one there, and nobody else from then on. */
    static void seesAlone(int self, int other, Callable<Optional<CodedPicture>> screen) {
        Set<Integer> frames = new HashSet<>();
        Await.until("%d sees %d in %d different pictures".formatted(self, other, PICTURES), LIMIT, () -> {
            Optional<CodedPicture> seen = screen.call();
            boolean its = seen.isPresent() && seen.get().party() == other;
            if (its) {
                frames.add(seen.get().frame());
            } else if (!frames.isEmpty()) {
                assertThat(seen)
                        .as("what %d sees, once it sees %d", self, other)
                        .isEmpty();
            }
            return frames.size() >= PICTURES;
        });
    }

    /**
     * An attempt to measure finds nothing to complain of.
     *
     * @param attempt is made again where the machine was short of processor
     */
    static void holds(Callable<List<String>> attempt) throws Exception {
        Measurement.holds(attempt);
    }
}
