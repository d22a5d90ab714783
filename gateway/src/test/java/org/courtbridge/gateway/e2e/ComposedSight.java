package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.courtbridge.gateway.measuring.Measurement;

/**
 * The picture of several parties that a room is to see.
 *
 * @param self which room
 * @param others whom it is to see, tile by tile
 */
record ComposedSight(int self, ComposedScreen screen, List<Integer> others) {

    private static final double LONGEST_FREEZE_MILLIS = 1_000;
    private static final int NONE = 0;

    /** Different ones of each party. */
    private static final int PICTURES = 3;

    /** Until each tile shows the party that belongs there. */
    void await(Callable<Optional<BufferedImage>> look) {
        AtomicReference<List<Integer>> seen = new AtomicReference<>(List.of());
        try {
            Await.until("room %d sees %s".formatted(self, others), Court.PATIENCE, () -> {
                seen.set(look.call()
                        .map(screen::read)
                        .map(ComposedSight::parties)
                        .orElse(List.of()));
                return others.equals(seen.get());
            });
        } catch (AssertionError vain) {
            throw new AssertionError("it sees " + seen.get() + " at last", vain);
        }
    }

    /** In each tile the party that belongs there, in motion, and nobody else, whenever one looks. */
    void holds(Callable<Optional<BufferedImage>> look) {
        holds(look, Set.of());
    }

    /** @param still whose pictures do not move */
    void holds(Callable<Optional<BufferedImage>> look, Set<Integer> still) {
        Map<Integer, Set<Integer>> frames = new HashMap<>();
        Await.until("room %d sees %s move".formatted(self, others), Court.PATIENCE, () -> {
            List<Optional<CodedPicture>> tiles = look.call().map(screen::read).orElse(List.of());
            assertThat(strangers(parties(tiles))).isEmpty();
            for (Optional<CodedPicture> tile : tiles) {
                tile.ifPresent(picture -> frames.computeIfAbsent(picture.party(), _ -> new HashSet<>())
                        .add(picture.frame()));
            }
            return others.stream()
                    .filter(other -> !still.contains(other))
                    .allMatch(other -> frames.getOrDefault(other, Set.of()).size() >= PICTURES);
        });
    }

    /**
     * None of them stands still for long.
     *
     * @param still whose pictures do not move
     */
    void isSmooth(Callable<Optional<BufferedImage>> look, Duration time, Set<Integer> still) throws Exception {
        Measurement.holds(() -> complaints(look, time, still));
    }

    private List<String> complaints(Callable<Optional<BufferedImage>> look, Duration time, Set<Integer> still)
            throws Exception {
        List<Sighting.Shown> shown = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        long begin = System.nanoTime();
        double millis = 0;
        while (millis < time.toMillis()) {
            Optional<BufferedImage> image = look.call();
            millis = (System.nanoTime() - begin) / 1e6;
            List<Optional<CodedPicture>> tiles = image.map(screen::read).orElse(List.of());
            complaints.addAll(strangers(parties(tiles)));
            for (Optional<CodedPicture> tile : tiles) {
                double at = millis;
                tile.ifPresent(picture -> shown.add(new Sighting.Shown(picture, at)));
            }
        }
        for (int other : others) {
            Sighting seen = Sighting.of(other, shown, 0, millis);
            System.out.printf("[%d sees in a tile %d: %s]%n", self, other, seen);
            if (!still.contains(other) && seen.longestFreeze() >= LONGEST_FREEZE_MILLIS) {
                complaints.add("%d sees %d in a tile: %s".formatted(self, other, seen));
            }
        }
        return complaints;
    }

    private List<String> strangers(List<Integer> seen) {
        List<String> complaints = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            if (seen.get(i) != NONE && !seen.get(i).equals(others.get(i))) {
                complaints.add("room %d sees %s (expected: %s)".formatted(self, seen, others));
            }
        }
        return complaints;
    }

    /** {@link #NONE} where none can be read, as in a picture of few bits while it changes. */
    private static List<Integer> parties(List<Optional<CodedPicture>> tiles) {
        return tiles.stream()
                .map(tile -> tile.map(CodedPicture::party).orElse(NONE))
                .toList();
    }
}
