package org.courtbridge.codecs.measure.picture;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.courtbridge.codecs.measure.picture.face.FaceBox;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.codecs.video.I420Picture;

/** Follows the largest face of a stream: the person who is to be seen is the one that is nearest. */
final class FaceMeter {

    private static final int MOST = 3_600;

    /** Of fewer faces nothing is told. */
    private static final int FEWEST = 3;

    /** Two sizes of which one is not more than this times the other are of the same face. */
    private static final double AGREE = 1.2;

    private final FaceFinder finder;
    private final Sampled<Optional<FaceLook>> looks = new Sampled<>(MOST);

    FaceMeter(FaceFinder finder) {
        this.finder = finder;
    }

    /** Whether a picture can be taken now; if not, a later one will do. */
    boolean hasTime() {
        return finder.hasTime();
    }

    /** @param picture upright */
    void take(I420Picture picture) {
        Optional<FaceBox> largest = finder.find(picture).stream().max(Comparator.comparingDouble(FaceBox::height));
        Luminance luminance = new Luminance(picture.width(), picture.height(), picture.luma());
        looks.add(largest.map(face -> FaceLook.of(luminance, face)));
    }

    FaceReport report() {
        int all = looks.kept().size();
        List<FaceLook> found = looks.kept().stream().flatMap(Optional::stream).toList();
        return new FaceReport(
                looks.taken(),
                all == 0 ? 0 : (double) found.size() / all,
                finder.isSureOfNone(),
                size(found),
                median(found, face -> OptionalDouble.of(face.within())),
                median(found, FaceLook::light),
                median(found, FaceLook::againstLight),
                median(found, FaceLook::oneSided),
                median(found, FaceLook::white),
                median(found, FaceLook::detail));
    }

    /**
     * Two that agree tell a size, which, unlike light, is no matter of the moment: of somebody far away no more may be found, and
     * that is what must be told. It is the greater of both.
     */
    private static OptionalDouble size(List<FaceLook> found) {
        if (found.size() == 2) {
            double greater = Math.max(found.getFirst().size(), found.getLast().size());
            double lesser = Math.min(found.getFirst().size(), found.getLast().size());
            return greater <= AGREE * lesser ? OptionalDouble.of(greater) : OptionalDouble.empty();
        }
        return median(found, face -> OptionalDouble.of(face.size()));
    }

    /** Of those that have it; empty if that is less than half of them, or hardly any. */
    private static OptionalDouble median(List<FaceLook> found, Function<FaceLook, OptionalDouble> figure) {
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
