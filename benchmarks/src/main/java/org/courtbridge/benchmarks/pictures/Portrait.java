package org.courtbridge.benchmarks.pictures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.image.BufferedImage;

/**
 * A person, cut out of a photograph.
 *
 * @param file of the photograph
 * @param faceX middle of the face, brows to chin, pixels of the photograph
 * @param faceY the same downwards
 * @param faceHeight brows to chin, pixels of the photograph
 * @param outline corners of the person, x and y in turns; what is outside of it is background
 */
record Portrait(String file, double faceX, double faceY, double faceHeight, int[] outline) {

    /** Eileen Collins; NASA, public domain. */
    static final Portrait ASTRONAUT = new Portrait("astronaut.png", 225, 132, 84, new int[] {
        20, 511, 26, 420, 22, 330, 45, 270, 80, 240, 112, 215, 115, 180, 150, 155, 175, 148, 170, 120, 156, 105,
        154, 85, 160, 55, 180, 28, 215, 15, 250, 18, 280, 38, 297, 65, 300, 95, 290, 118, 275, 128, 268, 152,
        290, 175, 303, 205, 305, 240, 345, 270, 358, 310, 362, 350, 350, 365, 310, 400, 285, 440, 280, 511
    });

    /** Grace Hopper, with glasses; US Navy, public domain. */
    static final Portrait HOPPER = new Portrait("grace_hopper.jpg", 266, 235, 150, new int[] {
        10, 599, 30, 450, 45, 390, 100, 365, 160, 340, 205, 315, 200, 300, 170, 285, 160, 262, 152, 215, 158, 180, 150,
        150, 152, 110, 178, 85, 182, 55, 215, 30, 265, 22, 320, 35, 350, 65, 354, 85, 370, 95, 372, 140, 365, 180, 377,
        205, 370, 240, 350, 275, 335, 300, 330, 320, 400, 355, 480, 385, 500, 410, 511, 470, 511, 599
    });

    /** Share of each pixel of the photograph that is the person, 0 to 1. */
    float[] mask(int width, int height) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setColor(Color.WHITE);
        Polygon polygon = new Polygon();
        for (int i = 0; i < outline.length; i += 2) {
            polygon.addPoint(outline[i], outline[i + 1]);
        }
        graphics.fill(polygon);
        graphics.dispose();
        // Soft for a few pixels, as hair is.
        return Blur.gaussian(ColourPicture.of(drawn), 2.5).planes[0];
    }
}
