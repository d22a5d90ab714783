package org.courtbridge.benchmarks.pictures;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.courtbridge.codecs.video.I420Picture;

/** A picture in red, green and blue as they are shown (sRGB), 0 to 1 each, to be worked on before it is coded. */
final class ColourPicture {

    final int width;
    final int height;

    /** Red, green, blue; rows from the top. */
    final float[][] planes;

    ColourPicture(int width, int height) {
        this.width = width;
        this.height = height;
        this.planes = new float[3][width * height];
    }

    static ColourPicture of(BufferedImage image) {
        ColourPicture picture = new ColourPicture(image.getWidth(), image.getHeight());
        for (int i = 0; i < picture.width * picture.height; i++) {
            int rgb = image.getRGB(i % picture.width, i / picture.width);
            picture.planes[0][i] = (rgb >> 16 & 0xFF) / 255f;
            picture.planes[1][i] = (rgb >> 8 & 0xFF) / 255f;
            picture.planes[2][i] = (rgb & 0xFF) / 255f;
        }
        return picture;
    }

    static ColourPicture filled(int width, int height, double red, double green, double blue) {
        ColourPicture picture = new ColourPicture(width, height);
        Arrays.fill(picture.planes[0], (float) red);
        Arrays.fill(picture.planes[1], (float) green);
        Arrays.fill(picture.planes[2], (float) blue);
        return picture;
    }

    ColourPicture copy() {
        ColourPicture copy = new ColourPicture(width, height);
        for (int i = 0; i < 3; i++) {
            copy.planes[i] = planes[i].clone();
        }
        return copy;
    }

    /** One sample between pixels; beyond the edges, that of the edge. */
    float at(int plane, double x, double y) {
        double column = Math.clamp(x, 0, width - 1.001);
        double row = Math.clamp(y, 0, height - 1.001);
        int left = (int) column;
        int top = (int) row;
        int below = Math.min(top + 1, height - 1) * width;
        int right = Math.min(left + 1, width - 1);
        float fx = (float) (column - left);
        float fy = (float) (row - top);
        float[] samples = planes[plane];
        float upper = samples[top * width + left] * (1 - fx) + samples[top * width + right] * fx;
        float lower = samples[below + left] * (1 - fx) + samples[below + right] * fx;
        return upper * (1 - fy) + lower * fy;
    }

    /** Brought to another size, the middle of it where the shapes differ. */
    ColourPicture fitted(int columns, int rows) {
        double scale = Math.min((double) width / columns, (double) height / rows);
        // Averaged first where it becomes much smaller, or fine patterns would turn into coarse ones.
        ColourPicture source = scale > 1.3 ? Blur.gaussian(this, 0.4 * scale) : this;
        ColourPicture fitted = new ColourPicture(columns, rows);
        double left = (width - columns * scale) / 2;
        double top = (height - rows * scale) / 2;
        for (int plane = 0; plane < 3; plane++) {
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    fitted.planes[plane][y * columns + x] =
                            source.at(plane, left + (x + 0.5) * scale - 0.5, top + (y + 0.5) * scale - 0.5);
                }
            }
        }
        return fitted;
    }

    static double luma(double red, double green, double blue) {
        return 16 + 219 * (0.299 * red + 0.587 * green + 0.114 * blue);
    }

    /** As it is coded (ITU-R BT.601). */
    I420Picture toI420() {
        I420Picture coded = I420Picture.black(width, height);
        for (int y = 0; y < height; y += 2) {
            for (int x = 0; x < width; x += 2) {
                double red = 0;
                double green = 0;
                double blue = 0;
                for (int i = 0; i < 4; i++) {
                    int at = (y + i / 2) * width + x + i % 2;
                    float r = Math.clamp(planes[0][at], 0, 1);
                    float g = Math.clamp(planes[1][at], 0, 1);
                    float b = Math.clamp(planes[2][at], 0, 1);
                    coded.luma()[at] = (byte) Math.round(luma(r, g, b));
                    red += r / 4;
                    green += g / 4;
                    blue += b / 4;
                }
                double grey = 0.299 * red + 0.587 * green + 0.114 * blue;
                int at = y / 2 * (width / 2) + x / 2;
                coded.cb()[at] = (byte) Math.round(128 + 112 * (blue - grey) / 0.886);
                coded.cr()[at] = (byte) Math.round(128 + 112 * (red - grey) / 0.701);
            }
        }
        return coded;
    }
}
