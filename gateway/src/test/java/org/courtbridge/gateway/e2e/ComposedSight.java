package org.courtbridge.gateway.e2e;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * What a room is to see in its one picture.
 *
 * @param self which room
 * @param others whom it is to see, tile by tile
 */
record ComposedSight(int self, ComposedScreen screen, List<Integer> others) {

    private static final double LONGEST_FREEZE_MILLIS = 1_000;
    private static final int NONE = 0;

    /** Until each tile shows the party that belongs there. */
    void await(Callable<Optional<BufferedImage>> look) {
        Await.until(
                "room %d sees %s".formatted(self, others),
                Court.PATIENCE,
                () -> look.call().map(screen::read).map(ComposedSight::parties).equals(Optional.of(others)));
    }

    /** In each tile the party that belongs there, in motion, whenever one looks. */
    void holds(Callable<Optional<BufferedImage>> look, Duration time) throws Exception {
        holds(look, time, Set.of());
    }

    /** @param still whose pictures do not move */
    void holds(Callable<Optional<BufferedImage>> look, Duration time, Set<Integer> still) throws Exception {
        Proof.holds(() -> complaints(look, time, still));
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
            List<Integer> seen = parties(tiles);
            for (int i = 0; i < seen.size(); i++) {
                if (seen.get(i) != NONE && !seen.get(i).equals(others.get(i))) {
                    complaints.add("room %d sees %s (expected: %s)".formatted(self, seen, others));
                }
            }
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

    /** {@link #NONE} where none can be read, as in a picture of few bits while it changes. */
    private static List<Integer> parties(List<Optional<CodedPicture>> tiles) {
        return tiles.stream()
                .map(tile -> tile.map(CodedPicture::party).orElse(NONE))
                .toList();
    }
}
