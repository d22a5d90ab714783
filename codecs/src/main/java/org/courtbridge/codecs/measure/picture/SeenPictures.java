package org.courtbridge.codecs.measure.picture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.courtbridge.codecs.video.PictureSize;

/** All the pictures that were looked at. */
final class SeenPictures {

    /** An hour of them. */
    private static final int MOST = 9_000;

    private final List<Look> looks = new ArrayList<>();

    void add(Look look) {
        if (looks.size() < MOST) {
            looks.add(look);
        }
    }

    /** The size that most have, even. */
    Optional<PictureSize> size() {
        Map<PictureSize, Integer> sizes = new HashMap<>();
        for (Look look : looks) {
            int width = Math.max(2, look.area().width() & ~1);
            int height = Math.max(2, look.area().height() & ~1);
            sizes.merge(new PictureSize(width, height), 1, Integer::sum);
        }
        return sizes.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    Optional<SeenReport> report() {
        return looks.isEmpty()
                ? Optional.empty()
                : Optional.of(new SeenReport(
                        looks.size(),
                        part(Look.Kind.BLACK),
                        part(Look.Kind.SLATE),
                        part(Look.Kind.COVERED),
                        median(Look::brightness),
                        median(Look::white),
                        median(Look::contrast),
                        medianOf(Look::edgeWidth),
                        median(Look::blocking),
                        median(Look::corruption)));
    }

    private double part(Look.Kind kind) {
        return (double) looks.stream().filter(look -> look.kind() == kind).count() / looks.size();
    }

    private OptionalDouble median(ToDoubleFunction<Look> figure) {
        return medianOf(look -> OptionalDouble.of(figure.applyAsDouble(look)));
    }

    /** Of those that have it; empty if that is less than half of them. */
    private OptionalDouble medianOf(Function<Look, OptionalDouble> figure) {
        List<Look> scenes = looks.stream()
                .filter(look -> look.kind() == Look.Kind.SCENE || look.kind() == Look.Kind.COVERED)
                .toList();
        double[] figures = scenes.stream()
                .map(figure)
                .flatMapToDouble(OptionalDouble::stream)
                .sorted()
                .toArray();
        return figures.length * 2 < scenes.size() || figures.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(figures[figures.length / 2]);
    }
}
