package org.courtbridge.codecs.measure.picture.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.courtbridge.codecs.video.I420Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On photographs that Debian ships (codecs/src/test/scripts/photographs), never on drawings. Where {@code -Dphotographs} names
 * their folder they must be there; elsewhere, those that are not are left out.
 */
class FaceFinderTest {

    private static final Path PACKAGED = Path.of("/usr/lib/python3/dist-packages/skimage/data");

    private static FaceFinder finder(String name) {
        return name.equals("best") ? FaceFinder.best() : CascadeFaces.open();
    }

    @ParameterizedTest
    @ValueSource(strings = {"best", "cascade"})
    void findsNobodyInNoiseAndInBlack(String name) {
        I420Picture noise = I420Picture.black(640, 360);
        new Random(8).nextBytes(noise.luma());
        try (FaceFinder finder = finder(name)) {
            assertThat(finder.find(noise)).isEmpty();
            assertThat(finder.find(I420Picture.black(640, 360))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "best, astronaut.png, 180, 88, 90",
        "cascade, astronaut.png, 180, 88, 90",
        "best, grace_hopper.jpg, 191, 178, 150",
        "cascade, grace_hopper.jpg, 191, 178, 150"
    })
    void findsAPersonWhereSheIs(String name, String photograph, int left, int top, int side) throws IOException {
        FaceBox face = new FaceBox(left, top, side, side, 1);
        try (FaceFinder finder = finder(name)) {
            List<FaceBox> found = finder.find(photograph(photograph));
            assertThat(found).hasSize(1);
            assertThat(found.getFirst().overlap(face)).isGreaterThan(0.6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"best", "cascade"})
    void findsNobodyInThingsAndInACat(String name) throws IOException {
        try (FaceFinder finder = finder(name)) {
            for (String photograph : List.of("coffee.png", "motorcycle_left.png", "rocket.jpg", "chelsea.png")) {
                assertThat(finder.find(photograph(photograph))).as(photograph).isEmpty();
            }
        }
    }

    /** Highgui wants GTK 2, which is on no server. */
    @ParameterizedTest
    @ValueSource(strings = {"best", "cascade"})
    void loadsNoPartOfOpenCvThatOpensWindows(String name) throws IOException {
        try (FaceFinder finder = finder(name)) {
            finder.find(I420Picture.black(64, 64));
        }
        assertThat(Files.readString(Path.of("/proc/self/maps")))
                .contains("libopencv_core")
                .doesNotContain("opencv_highgui", "opencv_videoio", "opencv_imgcodecs", "libgtk");
    }

    @Test
    void knowsHowMuchTwoBoxesShare() {
        FaceBox box = new FaceBox(0, 0, 10, 10, 1);
        assertThat(box.overlap(box)).isEqualTo(1);
        assertThat(box.overlap(new FaceBox(5, 0, 10, 10, 1))).isEqualTo(1 / 3.0);
        assertThat(box.overlap(new FaceBox(10, 0, 10, 10, 1))).isZero();
    }

    @Test
    void refusesWhatIsNoCascade() {
        assertThatThrownBy(() -> CascadeFaces.of("/nowhere/cascade.xml"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/nowhere/cascade.xml");
    }

    @Test
    void looksAtARibbonInFewSquares() {
        assertThat(BlazeFace.steps(4_096, 2))
                .hasSizeLessThanOrEqualTo(12)
                .startsWith(0)
                .endsWith(4_094);
        assertThat(BlazeFace.steps(1_280, 360)).hasSize(6).startsWith(0).endsWith(920);
        assertThat(BlazeFace.steps(360, 360)).containsExactly(0);
    }

    private static I420Picture photograph(String name) throws IOException {
        String said = System.getProperty("photographs");
        Path file = (said == null ? PACKAGED : Path.of(said)).resolve(name);
        if (said == null) {
            assumeTrue(Files.exists(file), "no " + file);
        }
        assertThat(file).exists();
        return picture(ImageIO.read(file.toFile()));
    }

    /** An odd last column or row is left out. */
    private static I420Picture picture(BufferedImage image) {
        I420Picture picture = I420Picture.black(image.getWidth() & ~1, image.getHeight() & ~1);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                int rgb = image.getRGB(x, y);
                double grey = 0.299 * (rgb >> 16 & 0xFF) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF);
                picture.luma()[y * picture.width() + x] = (byte) (16 + grey * 219 / 255);
            }
        }
        return picture;
    }
}
