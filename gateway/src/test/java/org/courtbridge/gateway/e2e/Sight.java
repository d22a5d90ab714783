package org.courtbridge.gateway.e2e;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.courtbridge.gateway.measuring.Measurement;

/**
 * One party as another saw it over a time. It is smooth if nearly every frame that was sent is seen, and none is waited for
 * long.
 */
record Sight(int self, int other, Sighting sighting) {

    private static final double SMALLEST_SHARE = 0.9;
    private static final double LONGEST_FREEZE_MILLIS = 1_000;

    /** Of the time for which somebody is watched, what must lie between the first and the last sight. */
    private static final double SMALLEST_PART = 0.75;

    static List<Sight> of(int self, Map<Integer, Sighting> sightings) {
        return sightings.entrySet().stream()
                .map(entry -> new Sight(self, entry.getKey(), entry.getValue()))
                .toList();
    }

    /** @param watch watches for some seconds, each time that it is called */
    static void isSmooth(int self, int other, Callable<Sighting> watch) throws Exception {
        areSmooth(() -> List.of(new Sight(self, other, watch.call())));
    }

    /** The same of several pairs at once. */
    static void areSmooth(Callable<List<Sight>> watch) throws Exception {
        Measurement.holds(() -> {
            List<Sight> sights = watch.call();
            System.out.println(sights);
            return sights.stream().flatMap(sight -> sight.complaints().stream()).toList();
        });
    }

    /** @return what is wrong with it, if anything is */
    List<String> complaints() {
        return isSmooth() ? List.of() : List.of(toString());
    }

    /** The share alone would be good where next to nothing was sent. */
    private boolean isSmooth() {
        double due = sighting.covered() * Film.FRAMES_PER_SECOND + 1;
        return sighting.sent() >= 0.85 * due
                && sighting.sent() <= 1.15 * due
                && sighting.covered() >= SMALLEST_PART * sighting.seconds()
                && sighting.share() >= SMALLEST_SHARE
                && sighting.longestFreeze() < LONGEST_FREEZE_MILLIS;
    }

    @Override
    public String toString() {
        return "%d sees %d: %s".formatted(self, other, sighting);
    }
}
