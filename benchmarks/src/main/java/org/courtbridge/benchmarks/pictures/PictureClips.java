package org.courtbridge.benchmarks.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.benchmarks.verdicts.Expectation;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.PictureSubject;
import org.courtbridge.provisioning.testcall.Subject;

/** Writes the labelled set of pictures as clips with labels, for {@code bench verdicts}. */
public final class PictureClips {

    /** Writes the label of one. */
    public interface Labels {
        /**
         * @param oneOf sets of checks of each of which at least one should fail
         * @param seconds for which was listened
         * @param subject whom the picture should show
         */
        void write(
                String name,
                Map<Check, Expectation> expected,
                List<Set<Check>> oneOf,
                double seconds,
                PictureSubject subject)
                throws IOException;
    }

    private final Photographs photographs;
    private final long seed;

    /** @param folder with the photographs, where they are not where Debian's packages put them */
    public PictureClips(Path folder, long seed) {
        this.photographs = new Photographs(folder);
        this.seed = seed;
    }

    /** Photographs that are missing without which there are no pictures, as an expectation; empty if none are. */
    public Optional<String> missing() {
        return photographs.areThere() ? Optional.empty() : Optional.of(Photographs.EXPECTED);
    }

    /** Those that a device turns or scales after decoding are left out: a file has no place for that. @return how many */
    public int write(Path folder, Labels labels) throws IOException {
        int written = 0;
        for (PictureCase labelled : PictureCases.all(photographs)) {
            if (labelled.quarters() == 0 && labelled.wire().scaled().isEmpty()) {
                String name = "picture-%03d-%s".formatted(written++, slug(labelled));
                Film film = labelled.film().get();
                code(film, labelled.wire(), folder.resolve(name + ".nut"));
                List<Set<Check>> oneOf = labelled.faults().stream()
                        .filter(checks -> checks.size() > 1)
                        .toList();
                labels.write(name, expected(labelled), oneOf, film.seconds(), labelled.subject());
            }
        }
        return written;
    }

    private static String slug(PictureCase labelled) {
        return (labelled.group() + "-" + labelled.name() + "-" + labelled.strength())
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9.]+", "-");
    }

    private void code(Film film, Wire wire, Path file) throws IOException {
        PictureSize size = film.scene().size();
        EncoderSettings settings =
                EncoderSettings.ofDefaultProfile(size.width(), size.height(), film.perSecond(), wire.kbit() * 1_000, 0);
        try (PictureEncoder encoder = wire.coding().encoder(settings);
                PictureContainer container = new PictureContainer(file, wire.coding(), size)) {
            int number = 0;
            for (Optional<I420Picture> picture : film.run(seed)) {
                boolean keyframe = number == 0 || (wire.keyframes() > 0 && number % wire.keyframes() == 0);
                if (picture.isPresent()) {
                    byte[] coded = encoder.encode(picture.get(), keyframe).bytes();
                    if (coded.length > 0) {
                        container.write(coded, keyframe, Duration.ofNanos(number * 1_000_000_000L / film.perSecond()));
                    }
                }
                number++;
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Expectations of a case: the check that must fail, if that is one; those that may, or of which one must; and no other. */
    private static Map<Check, Expectation> expected(PictureCase labelled) {
        Map<Check, Expectation> expected = new EnumMap<>(Check.class);
        for (Check check : Check.of(Subject.PICTURE)) {
            if (labelled.besides().contains(check)) {
                expected.put(check, Expectation.ANY);
            }
        }
        for (Set<Check> oneOf : labelled.faults()) {
            oneOf.forEach(check -> expected.put(check, oneOf.size() == 1 ? Expectation.FAIL : Expectation.ANY));
        }
        return expected;
    }
}
