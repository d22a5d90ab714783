package org.courtbridge.benchmarks.pictures;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Pictures that machines draw where there is no camera, and that of a covered lens. */
final class Slates {

    private static final Color[] BARS = {
        new Color(191, 191, 191),
        new Color(191, 191, 0),
        new Color(0, 191, 191),
        new Color(0, 191, 0),
        new Color(191, 0, 191),
        new Color(191, 0, 0),
        new Color(0, 0, 191)
    };

    private Slates() {}

    static Scene plain(int width, int height, Color colour) {
        return Scene.of(0, by -> drawn(width, height, colour, "", 0));
    }

    /** With words that wander. */
    static Scene words(int width, int height, Color colour, String words) {
        return Scene.of(1, by -> drawn(width, height, colour, words, by));
    }

    static Scene bars(int width, int height) {
        return Scene.of(0, by -> {
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            for (int i = 0; i < BARS.length; i++) {
                graphics.setColor(BARS[i]);
                graphics.fillRect(width * i / BARS.length, 0, width / BARS.length + 1, height);
            }
            graphics.dispose();
            return ColourPicture.of(image);
        });
    }

    private static ColourPicture drawn(int width, int height, Color colour, String words, double at) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.WHITE);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, height / 9));
        graphics.drawString(words, (int) (width * (0.3 + 0.15 * at)), (int) (height * (0.5 + 0.2 * at)));
        graphics.dispose();
        return ColourPicture.of(image);
    }

    /** Skin before the lens, which light shines through from one corner. @param bright 0 to 1, at that corner */
    static Scene finger(int width, int height, double bright) {
        return Scene.of(0.05, by -> {
            ColourPicture picture = new ColourPicture(width, height);
            for (int i = 0; i < width * height; i++) {
                double x = (double) (i % width) / width;
                double y = (double) (i / width) / height;
                double light = bright * (1 - 0.45 * Math.hypot(x - 0.2 - by, y - 0.1));
                picture.planes[0][i] = (float) light;
                picture.planes[1][i] = (float) (light * 0.35);
                picture.planes[2][i] = (float) (light * 0.25);
            }
            return picture;
        });
    }

    /** A cover with a little light at its edge. */
    static Scene cover(int width, int height, double bright) {
        return Scene.of(0.05, by -> {
            ColourPicture picture = new ColourPicture(width, height);
            for (int i = 0; i < width * height; i++) {
                double x = (double) (i % width) / width;
                float light = (float) (0.04 + bright * Math.exp(-6 * (1 - x + by)));
                for (int plane = 0; plane < 3; plane++) {
                    picture.planes[plane][i] = light;
                }
            }
            return picture;
        });
    }
}
