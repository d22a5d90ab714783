package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** What must be true of a party in a hearing for it to hear and see the others. */
final class Proof {

    private static final double SMALLEST_SHARE = 0.9;
    private static final double LONGEST_FREEZE_MILLIS = 1_000;

    /** Of the time for which somebody is watched, what must lie between the first and the last sight. */
    private static final double SMALLEST_PART = 0.75;

    private static final int ATTEMPTS = 3;

    /** The share of a time; with less than that, a bad sight has no excuse. */
    private static final double BUSY = 0.4;

    private Proof() {}

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

    /**
     * Nearly every frame that was sent is seen, and never is there none for long.
     *
     * @param watch watches for some seconds; it is called again where processes waited for a processor, as the
     *     machine, which is not what is measured here, may be too busy for a while to make pictures at all
     */
    static void sees(int self, int other, Callable<Sighting> watch) throws Exception {
        sees(() -> List.of(new Sight(self, other, watch.call())));
    }

    /** What one party saw of another. */
    record Sight(int self, int other, Sighting sighting) {

        static List<Sight> of(int self, Map<Integer, Sighting> sightings) {
            return sightings.entrySet().stream()
                    .map(entry -> new Sight(self, entry.getKey(), entry.getValue()))
                    .toList();
        }

        @Override
        public String toString() {
            return "%d sees %d: %s".formatted(self, other, sighting);
        }
    }

    /** The same of several pairs at once. */
    static void sees(Callable<List<Sight>> watch) throws Exception {
        holds(() -> {
            List<Sight> sights = watch.call();
            System.out.println(sights);
            return sights.stream().flatMap(sight -> complaints(sight).stream()).toList();
        });
    }

    /** @return what is wrong with a sight, if anything is */
    static List<String> complaints(Sight sight) {
        return isGood(sight.sighting()) ? List.of() : List.of(sight.toString());
    }

    /** What comes of looking once. */
    record Look(List<String> complaints, double processorsShort) {

        static Look by(Callable<List<String>> attempt) throws Exception {
            CpuPressure pressure = new CpuPressure();
            List<String> complaints = attempt.call();
            Look look = new Look(complaints, pressure.share().orElse(1));
            if (!look.isGood()) {
                System.out.printf(
                        Locale.ROOT, "processors short for %.0f %%: %s%n", 100 * look.processorsShort, look.complaints);
            }
            return look;
        }

        boolean isGood() {
            return complaints.isEmpty();
        }

        /** The machine was too busy for what it shows to be what was looked for. */
        boolean hasExcuse() {
            return !isGood() && processorsShort >= BUSY;
        }
    }

    /**
     * An attempt finds nothing to complain of.
     *
     * @param attempt is made again where processes waited for a processor
     */
    static void holds(Callable<List<String>> attempt) throws Exception {
        List<List<String>> complaints = new ArrayList<>();
        for (int number = 1; number <= ATTEMPTS; number++) {
            Look look = Look.by(attempt);
            if (look.isGood()) {
                return;
            }
            complaints.add(look.complaints());
            if (!look.hasExcuse()) {
                break;
            }
        }
        throw new AssertionError("attempt by attempt: " + complaints);
    }

    /** The share alone would be good where next to nothing was sent. */
    private static boolean isGood(Sighting sighting) {
        double due = sighting.covered() * Film.FRAMES_PER_SECOND + 1;
        return sighting.sent() >= 0.85 * due
                && sighting.sent() <= 1.15 * due
                && sighting.covered() >= SMALLEST_PART * sighting.seconds()
                && sighting.share() >= SMALLEST_SHARE
                && sighting.longestFreeze() < LONGEST_FREEZE_MILLIS;
    }
}
