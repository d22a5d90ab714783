package org.courtbridge.codecs.measure.picture.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.courtbridge.codecs.measure.picture.Luminance;
import org.courtbridge.codecs.video.I420Picture;

/** Follows the largest face of a stream: the person who is to be seen is the one that is nearest. */
public final class FaceMeter {

    /** An hour of them. */
    private static final int MOST = 3_600;

    /** Of fewer faces nothing is told. */
    private static final int FEWEST = 3;

    private final FaceFinder finder;
    private final List<FaceLook> found = new ArrayList<>();
    private int looks;

    public FaceMeter(FaceFinder finder) {
        this.finder = finder;
    }

    /** @param picture upright */
    public void take(I420Picture picture) {
        if (looks == MOST) {
            return;
        }
        looks++;
        Optional<FaceBox> largest = finder.find(picture).stream().max(Comparator.comparingDouble(FaceBox::height));
        Luminance luminance = new Luminance(picture.width(), picture.height(), picture.luma());
        largest.ifPresent(face -> found.add(FaceLook.of(luminance, face)));
    }

    public FaceReport report() {
        return new FaceReport(
                looks,
                looks == 0 ? 0 : (double) found.size() / looks,
                finder.isSureOfNone(),
                median(FaceLook::size),
                median(FaceLook::within),
                medianOf(FaceLook::light),
                medianOf(FaceLook::againstLight),
                medianOf(FaceLook::oneSided),
                medianOf(FaceLook::white),
                medianOf(FaceLook::detail));
    }

    private OptionalDouble median(ToDoubleFunction<FaceLook> figure) {
        return medianOf(face -> OptionalDouble.of(figure.applyAsDouble(face)));
    }

    /** Of those that have it; empty if that is less than half of them, or hardly any. */
    private OptionalDouble medianOf(Function<FaceLook, OptionalDouble> figure) {
        double[] figures = found.stream()
                .map(figure)
                .flatMapToDouble(OptionalDouble::stream)
                .sorted()
                .toArray();
        return figures.length < FEWEST || figures.length * 2 < found.size()
                ? OptionalDouble.empty()
                : OptionalDouble.of(figures[figures.length / 2]);
    }
}
