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
import org.junit.jupiter.params.provider.ValueSource;

/** With the photograph that Debian's python3-skimage ships, where that is installed; never with drawings. */
class FaceFinderTest {

    private static final Path ASTRONAUT =
            Path.of(System.getProperty("photographs", "/usr/lib/python3/dist-packages/skimage/data"), "astronaut.png");

    private static FaceFinder finder(String name) {
        return name.equals("best") ? FaceFinder.best() : CascadeFaces.open();
    }

    @ParameterizedTest
    @ValueSource(strings = {"best", "cascade"})
    void findsNobodyInNoiseAndInBlack(String name) {
        I420Picture noise = new I420Picture(640, 360);
        new Random(8).nextBytes(noise.luma());
        try (FaceFinder finder = finder(name)) {
            assertThat(finder.find(noise)).isEmpty();
            assertThat(finder.find(new I420Picture(640, 360))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"best", "cascade"})
    void findsTheAstronautWhereSheIs(String name) throws IOException {
        assumeTrue(Files.exists(ASTRONAUT), "no photograph");
        FaceBox face = new FaceBox(180, 88, 90, 90, 1);
        try (FaceFinder finder = finder(name)) {
            List<FaceBox> found = finder.find(picture(ImageIO.read(ASTRONAUT.toFile())));
            assertThat(found).hasSize(1);
            assertThat(found.getFirst().overlap(face)).isGreaterThan(0.6);
        }
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

    private static I420Picture picture(BufferedImage image) {
        I420Picture picture = new I420Picture(image.getWidth(), image.getHeight());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                double grey = 0.299 * (rgb >> 16 & 0xFF) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF);
                picture.luma()[y * image.getWidth() + x] = (byte) (16 + grey * 219 / 255);
            }
        }
        return picture;
    }
}
