package org.courtbridge.benchmarks.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Photographs with a free licence that Debian ships: those of scikit-image (package python3-skimage) and of matplotlib (package
 * python-matplotlib-data). They are read from where the packages put them, or from a folder with the same file names.
 */
final class Photographs {

    private static final Path SKIMAGE = Path.of("/usr/lib/python3/dist-packages/skimage/data");
    private static final Path MATPLOTLIB = Path.of("/usr/share/matplotlib/mpl-data/sample_data");
    private static final Path LIBJXL = Path.of("/usr/share/libjxl-testdata/jxl");

    private final Path folder;
    private final Map<String, ColourPicture> read = new HashMap<>();

    /** @param folder where they are looked for first */
    Photographs(Path folder) {
        this.folder = folder;
    }

    /** @throws UncheckedIOException if it is not there */
    ColourPicture get(String name) {
        return read.computeIfAbsent(name, this::read);
    }

    private ColourPicture read(String name) {
        for (Path place : new Path[] {folder, SKIMAGE, MATPLOTLIB, LIBJXL}) {
            Path file = place.resolve(name);
            if (Files.exists(file)) {
                try {
                    return ColourPicture.of(ImageIO.read(file.toFile()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new UncheckedIOException(new IOException(
                "no %s (expected: Debian's python3-skimage, python-matplotlib-data and libjxl-testdata installed, or the file in %s)"
                        .formatted(name, folder)));
    }
}
