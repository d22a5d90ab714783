package org.courtbridge.codecs.measure.picture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.courtbridge.codecs.video.PictureSize;

/** All the pictures that were looked at. */
final class SeenPictures {

    private static final int MOST = 9_000;

    /** Of fewer pictures in which something is to be seen, nothing is told. */
    private static final int FEWEST = 5;

    private static final double HALF = 0.5;

    /** Quantile of figures that come and go, as with the load of a line: a fault counts if one picture in seven has it. */
    private static final double OFTEN = 0.85;

    private final Sampled<Look> looks = new Sampled<>(MOST);
    private final Sampled<PictureSize> sizes = new Sampled<>(MOST);

    /** @param quarters turns after which it is upright */
    void add(Look look, int quarters) {
        int width = Math.max(2, look.area().width() & ~1);
        int height = Math.max(2, look.area().height() & ~1);
        looks.add(look);
        sizes.add(quarters % 2 == 0 ? new PictureSize(width, height) : new PictureSize(height, width));
    }

    /** The size that most have, even. */
    Optional<PictureSize> size() {
        Map<PictureSize, Integer> counts = new HashMap<>();
        for (PictureSize size : sizes.kept()) {
            counts.merge(size, 1, Integer::sum);
        }
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    Optional<SeenReport> report() {
        List<Look> kept = looks.kept();
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        List<Look> scenes = kept.stream()
                .filter(look -> look.kind() == Look.Kind.SCENE || look.kind() == Look.Kind.COVERED)
                .toList();
        return Optional.of(new SeenReport(
                looks.taken(),
                part(kept, Look.Kind.BLACK),
                part(kept, Look.Kind.SLATE),
                part(kept, Look.Kind.COVERED),
                quantile(scenes, HALF, look -> OptionalDouble.of(look.brightness())),
                quantile(scenes, HALF, look -> OptionalDouble.of(look.white())),
                quantile(scenes, HALF, look -> OptionalDouble.of(look.contrast())),
                quantile(scenes, HALF, Look::edgeWidth),
                quantile(scenes, OFTEN, Look::blocking),
                quantile(scenes, OFTEN, Look::corruption)));
    }

    private static double part(List<Look> looks, Look.Kind kind) {
        return (double) looks.stream().filter(look -> look.kind() == kind).count() / looks.size();
    }

    /** Of those that have it; empty if that is less than half of them, or hardly any. */
    private static OptionalDouble quantile(List<Look> scenes, double part, Function<Look, OptionalDouble> figure) {
        double[] figures = scenes.stream()
                .map(figure)
                .flatMapToDouble(OptionalDouble::stream)
                .sorted()
                .toArray();
        return figures.length * 2 < scenes.size() || figures.length < FEWEST
                ? OptionalDouble.empty()
                : OptionalDouble.of(figures[(int) (part * figures.length)]);
    }
}
