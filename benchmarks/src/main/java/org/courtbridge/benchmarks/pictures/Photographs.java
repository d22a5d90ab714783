package org.courtbridge.benchmarks.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Photographs with a free licence that Debian ships: those of scikit-image (package python3-skimage) and of matplotlib (package
 * python-matplotlib-data). They are read from where the packages put them, or from a folder with the same file names.
 */
final class Photographs {

    private static final Path SKIMAGE = Path.of("/usr/lib/python3/dist-packages/skimage/data");
    private static final Path MATPLOTLIB = Path.of("/usr/share/matplotlib/mpl-data/sample_data");
    private static final Path LIBJXL = Path.of("/usr/share/libjxl-testdata/jxl");

    /** Sources of the photographs, for a message. */
    static final String EXPECTED = "Debian's packages python3-skimage, python-matplotlib-data and libjxl-testdata,"
            + " or their photographs in the folder that -Dphotographs names";

    private final Path folder;
    private final Map<String, ColourPicture> read = new HashMap<>();

    /** @param folder where they are looked for first */
    Photographs(Path folder) {
        this.folder = folder;
    }

    /** Whether those are there that most of the set is made of. */
    boolean areThere() {
        return Stream.of("astronaut.png", "grace_hopper.jpg", "hdr_room.png")
                .allMatch(name -> find(name).isPresent());
    }

    private Optional<Path> find(String name) {
        return Stream.of(folder, SKIMAGE, MATPLOTLIB, LIBJXL)
                .map(place -> place.resolve(name))
                .filter(Files::exists)
                .findFirst();
    }

    /** @throws UncheckedIOException if it is not there */
    ColourPicture get(String name) {
        return read.computeIfAbsent(name, this::read);
    }

    private ColourPicture read(String name) {
        try {
            Path file = find(name).orElseThrow(() -> new IOException("no %s (expected: %s)".formatted(name, EXPECTED)));
            return ColourPicture.of(ImageIO.read(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
