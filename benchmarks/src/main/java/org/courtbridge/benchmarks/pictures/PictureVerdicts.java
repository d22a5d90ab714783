package org.courtbridge.benchmarks.pictures;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.courtbridge.codecs.measure.picture.PictureMeter;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.PictureJudge;
import org.courtbridge.provisioning.testcall.Verdict;

/**
 * Runs the labelled set of pictures: whether every clear fault is found, and nothing else.
 *
 * <p>Arguments: the folder with the photographs, and if wished a regular expression for a part of a case's name and a folder for the last picture of each.
 */
public final class PictureVerdicts {

    private static final long SEED = 8;

    private PictureVerdicts() {}

    public static void main(String[] args) throws IOException {
        Photographs photographs = new Photographs(Path.of(args[0]));
        String part = args.length > 1 ? args[1] : "";
        Optional<Path> pictures = args.length > 2 ? Optional.of(Path.of(args[2])) : Optional.empty();
        PictureJudge judge = new PictureJudge(Limits.standard());
        Map<PictureCase.Group, int[]> tally = new EnumMap<>(PictureCase.Group.class);
        try (FaceFinder finder = FaceFinder.best()) {
            for (PictureCase labelled : PictureCases.all(photographs)) {
                if ((labelled.group() + " " + labelled.name()).matches(".*(" + part + ").*")) {
                    List<Verdict> verdicts = run(labelled, judge, finder, pictures);
                    Set<Check> failed = EnumSet.noneOf(Check.class);
                    verdicts.stream()
                            .filter(verdict -> verdict.outcome() == Outcome.FAIL)
                            .forEach(verdict -> failed.add(verdict.check()));
                    boolean right = isRight(labelled, failed);
                    int[] counts = tally.computeIfAbsent(labelled.group(), group -> new int[2]);
                    counts[0] += right ? 1 : 0;
                    counts[1]++;
                    System.out.printf(
                            "%s %-6s %s, %s | failed %s | %s%n",
                            right ? "ok   " : "WRONG",
                            labelled.group(),
                            labelled.name(),
                            labelled.strength(),
                            failed,
                            figures(verdicts));
                }
            }
        }
        tally.forEach((group, counts) -> System.out.printf("%s: %d of %d right%n", group, counts[0], counts[1]));
    }

    private static List<Verdict> run(
            PictureCase labelled, PictureJudge judge, FaceFinder finder, Optional<Path> pictures) throws IOException {
        Film film = labelled.film().get();
        PictureMeter meter = new PictureMeter(finder);
        Optional<I420Picture> last = labelled.wire().send(film, SEED, meter, labelled.quarters());
        if (pictures.isPresent() && last.isPresent()) {
            Files.createDirectories(pictures.get());
            String name = (labelled.group() + "-" + labelled.name() + "-" + labelled.strength())
                    .replaceAll("[^A-Za-z0-9.]+", "_");
            ImageIO.write(
                    image(last.get()),
                    "png",
                    pictures.get().resolve(name + ".png").toFile());
        }
        return judge.judge(meter.report(Duration.ofNanos((long) (film.seconds() * 1e9))), labelled.subject());
    }

    private static boolean isRight(PictureCase labelled, Set<Check> failed) {
        boolean found =
                labelled.faults().stream().allMatch(oneOf -> oneOf.stream().anyMatch(failed::contains));
        Set<Check> unexpected = failed.isEmpty() ? Set.of() : EnumSet.copyOf(failed);
        List<Check> allowed = new ArrayList<>(labelled.besides());
        labelled.faults().forEach(allowed::addAll);
        return found && unexpected.stream().allMatch(allowed::contains);
    }

    private static String figures(List<Verdict> verdicts) {
        StringBuilder figures = new StringBuilder();
        for (Verdict verdict : verdicts) {
            String mark = switch (verdict.outcome()) {
                case PASS -> "";
                case FAIL -> "!";
                case COULD_NOT_TELL -> "?";
            };
            figures.append("%s%s=%s "
                    .formatted(
                            mark,
                            verdict.check(),
                            verdict.figure().isPresent()
                                    ? String.format(
                                            Locale.ROOT,
                                            "%.2f",
                                            verdict.figure().getAsDouble())
                                    : verdict.doubt().orElseThrow()));
        }
        return figures.toString();
    }

    private static BufferedImage image(I420Picture picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            int x = i % picture.width();
            int y = i / picture.width();
            int at = y / 2 * (picture.width() / 2) + x / 2;
            double luma = 1.164 * (picture.lumaAt(x, y) - 16);
            double blue = (picture.cb()[at] & 0xFF) - 128;
            double red = (picture.cr()[at] & 0xFF) - 128;
            image.setRGB(
                    x,
                    y,
                    byteOf(luma + 1.596 * red) << 16
                            | byteOf(luma - 0.813 * red - 0.391 * blue) << 8
                            | byteOf(luma + 2.018 * blue));
        }
        return image;
    }

    private static int byteOf(double sample) {
        return (int) Math.clamp(sample, 0, 255);
    }
}
