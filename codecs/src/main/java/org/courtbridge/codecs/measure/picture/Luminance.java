package org.courtbridge.codecs.measure.picture;

/**
 * The luminance of a picture or a part of it, one byte a pixel, 16 (black) to 235 (white) (ITU-R BT.601); rows from the top.
 * Whoever has it does not write to it.
 */
final class Luminance {

    private final int width;
    private final int height;
    private final byte[] samples;

    Luminance(int width, int height, byte[] samples) {
        if (samples.length != width * height) {
            throw new IllegalArgumentException(
                    "samples: %d (expected: %d×%d)".formatted(samples.length, width, height));
        }
        this.width = width;
        this.height = height;
        this.samples = samples;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int at(int x, int y) {
        return samples[y * width + x] & 0xFF;
    }

    /** A part, as far as it lies within; empty if nothing does. */
    Luminance part(int left, int top, int columns, int rows) {
        int x = Math.clamp(left, 0, width);
        int y = Math.clamp(top, 0, height);
        int right = Math.clamp((long) left + columns, x, width);
        int bottom = Math.clamp((long) top + rows, y, height);
        byte[] part = new byte[(right - x) * (bottom - y)];
        for (int row = y; row < bottom; row++) {
            System.arraycopy(samples, row * width + x, part, (row - y) * (right - x), right - x);
        }
        return new Luminance(right - x, bottom - y, part);
    }

    /** Smaller, each pixel the mean of a square; what is left over at the right and below is dropped. */
    Luminance smaller(int times) {
        if (times == 1) {
            return this;
        }
        int columns = width / times;
        int rows = height / times;
        byte[] means = new byte[columns * rows];
        int[] sums = new int[columns];
        for (int row = 0; row < rows; row++) {
            java.util.Arrays.fill(sums, 0);
            for (int y = row * times; y < (row + 1) * times; y++) {
                int at = y * width;
                for (int column = 0; column < columns; column++) {
                    for (int i = 0; i < times; i++) {
                        sums[column] += samples[at++] & 0xFF;
                    }
                }
            }
            for (int column = 0; column < columns; column++) {
                means[row * columns + column] = (byte) ((sums[column] + times * times / 2) / (times * times));
            }
        }
        return new Luminance(columns, rows, means);
    }

    /** Counts the pixels at each level of luminance. */
    Histogram histogram() {
        int[] counts = new int[256];
        for (byte sample : samples) {
            counts[sample & 0xFF]++;
        }
        return new Histogram(counts);
    }
}
