package org.courtbridge.codecs.measure.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EdgeWidthTest {

    /** A chessboard of soft edges in both directions: the step of a lens with that sigma, 2.5 sigma wide. */
    private static Luminance board(double sigma, int height, boolean downToo) {
        byte[] samples = new byte[256 * 256];
        for (int y = 0; y < 256; y++) {
            for (int x = 0; x < 256; x++) {
                double part = wave(x, sigma) * wave(y, downToo ? sigma : 0.8);
                samples[y * 256 + x] = (byte) Math.round(110 + height / 2.0 * part);
            }
        }
        return new Luminance(256, 256, samples);
    }

    /** From -1 to 1 and back, 64 pixels each; the slope of tanh is that of a Gaussian's integral if scaled so. */
    private static double wave(int at, double sigma) {
        double from = Math.floorMod(at, 128);
        double distance = from < 64 ? from - 32 : 96 - from;
        return Math.tanh(distance * 2 / (sigma * Math.sqrt(2 * Math.PI)));
    }

    @Test
    void isTwoAndAHalfSigmaOfALensOutOfFocus() {
        for (double sigma : new double[] {3, 5, 8}) {
            assertThat(EdgeWidth.of(board(sigma, 120, true), 24).orElseThrow())
                    .as("sigma %s", sigma)
                    .isCloseTo(2.5 * sigma, within(0.2 * sigma + 0.8));
        }
    }

    @Test
    void doesNotDependOnContrast() {
        double strong = EdgeWidth.of(board(4, 180, true), 24).orElseThrow();
        double weak = EdgeWidth.of(board(4, 50, true), 24).orElseThrow();
        assertThat(weak).isCloseTo(strong, within(0.15 * strong));
    }

    @Test
    void isThatOfTheWorseDirection() {
        double smeared = EdgeWidth.of(board(6, 120, false), 24).orElseThrow();
        assertThat(smeared).isGreaterThan(12);
    }

    @Test
    void saysNothingOfAPictureWithoutEdges() {
        assertThat(EdgeWidth.of(board(4, 10, true), 24)).isEmpty();
        assertThat(EdgeWidth.of(new Luminance(8, 8, new byte[64]), 24)).isEmpty();
    }
}
