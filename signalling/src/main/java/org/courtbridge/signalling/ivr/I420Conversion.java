package org.courtbridge.signalling.ivr;

import java.awt.image.BufferedImage;
import org.courtbridge.codecs.video.I420Picture;

/** From red, green and blue to luminance and chrominance of limited range (ITU-R BT.601), which H.264 assumes. */
final class I420Conversion {

    private I420Conversion() {}

    /** @param image of even width and height */
    static I420Picture of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        I420Picture picture = I420Picture.black(width, height);
        byte[] luma = picture.luma();
        for (int i = 0; i < pixels.length; i++) {
            int pixel = pixels[i];
            luma[i] = (byte) (16 + (66 * red(pixel) + 129 * green(pixel) + 25 * blue(pixel) + 128 >> 8));
        }
        for (int y = 0; y < height / 2; y++) {
            for (int x = 0; x < width / 2; x++) {
                int at = 2 * y * width + 2 * x;
                int[] four = {pixels[at], pixels[at + 1], pixels[at + width], pixels[at + width + 1]};
                int red = 0;
                int green = 0;
                int blue = 0;
                for (int pixel : four) {
                    red += red(pixel);
                    green += green(pixel);
                    blue += blue(pixel);
                }
                int chroma = y * (width / 2) + x;
                picture.cb()[chroma] = (byte) (128 + (-38 * red - 74 * green + 112 * blue + 512 >> 10));
                picture.cr()[chroma] = (byte) (128 + (112 * red - 94 * green - 18 * blue + 512 >> 10));
            }
        }
        return picture;
    }

    private static int red(int pixel) {
        return pixel >> 16 & 0xFF;
    }

    private static int green(int pixel) {
        return pixel >> 8 & 0xFF;
    }

    private static int blue(int pixel) {
        return pixel & 0xFF;
    }
}
