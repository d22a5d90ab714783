package org.courtbridge.benchmarks.pictures;

import java.util.function.DoubleUnaryOperator;

/** Rooms, and people in them. */
final class Places {

    /** Movement to each side of somebody who listens, in heights of the picture. */
    static final double SWAY = 0.012;

    private final Photographs photographs;

    Places(Photographs photographs) {
        this.photographs = photographs;
    }

    /** A light room with windows. */
    ColourPicture room(int width, int height) {
        return photographs.get("hdr_room.png").fitted(width, height);
    }

    ColourPicture photograph(String name, int width, int height) {
        return photographs.get(name).fitted(width, height);
    }

    /** One person before a background. */
    Scene person(ColourPicture background, Portrait portrait, Placing placing) {
        return person(background, portrait, placing, SWAY);
    }

    Scene person(ColourPicture background, Portrait portrait, Placing placing, double sway) {
        return Scene.of(sway, by -> {
            ColourPicture picture = background.copy();
            put(picture, portrait, placing, by);
            return picture;
        });
    }

    void put(ColourPicture picture, Portrait portrait, Placing placing, double by) {
        double x = placing.x() + by * picture.height / picture.width;
        new Placing(x, placing.y() + by / 3, placing.size(), placing.degrees(), placing.light())
                .put(photographs, portrait, picture);
    }

    /** A plain wall, darker towards the corners and to one side, as lamps and lenses make it. */
    static ColourPicture wall(int width, int height, double red, double green, double blue) {
        ColourPicture wall = new ColourPicture(width, height);
        for (int i = 0; i < width * height; i++) {
            double x = (double) (i % width) / width - 0.3;
            double y = (double) (i / width) / height - 0.4;
            double light = 1 - 0.25 * (x * x + y * y);
            wall.planes[0][i] = (float) (red * light);
            wall.planes[1][i] = (float) (green * light);
            wall.planes[2][i] = (float) (blue * light);
        }
        return wall;
    }

    /** The usual one. */
    Scene usual(int width, int height) {
        return person(room(width, height), Portrait.ASTRONAUT, Placing.of(0.5, 0.42, 0.25));
    }

    Scene usual(int width, int height, DoubleUnaryOperator roomLight, DoubleUnaryOperator faceLight) {
        return person(
                Light.of(room(width, height), roomLight),
                Portrait.ASTRONAUT,
                Placing.of(0.5, 0.42, 0.25).lit(faceLight));
    }

    /** The usual one, lit from the left or the right. @param stops of the left half */
    Scene halfLit(Portrait portrait, double stops) {
        return person(room(PictureCases.WIDTH, PictureCases.HEIGHT), portrait, Placing.of(0.5, 0.45, 0.3), 0.004)
                .map(picture -> side(picture, 0.49, 0.51, stops));
    }

    Scene empty(ColourPicture background) {
        return Scene.of(0, by -> background.copy());
    }

    /** The camera turns slowly. */
    Scene pan(int width, int height) {
        ColourPicture wide = room(width * 5 / 4, height * 5 / 4);
        put(wide, Portrait.ASTRONAUT, Placing.of(0.5, 0.45, 0.22), 0);
        return Scene.of(1, by -> {
            ColourPicture part = new ColourPicture(width, height);
            int left = (int) ((by + 1) / 2 * (wide.width - width));
            for (int plane = 0; plane < 3; plane++) {
                for (int y = 0; y < height; y++) {
                    System.arraycopy(
                            wide.planes[plane],
                            (y + height / 8) * wide.width + left,
                            part.planes[plane],
                            y * width,
                            width);
                }
            }
            return part;
        });
    }

    /**
     * Darkens or brightens the left side of a picture, softly at its edge.
     *
     * @param from where the edge begins, in widths of the picture
     * @param to where the edge ends, in widths of the picture
     */
    static ColourPicture side(ColourPicture picture, double from, double to, double stops) {
        ColourPicture lit = picture.copy();
        for (int plane = 0; plane < 3; plane++) {
            for (int i = 0; i < lit.planes[plane].length; i++) {
                double x = (double) (i % lit.width) / lit.width;
                double part = Math.clamp((to - x) / (to - from), 0, 1);
                lit.planes[plane][i] = (float) Light.stops(stops * part).applyAsDouble(lit.planes[plane][i]);
            }
        }
        return lit;
    }

    static ColourPicture balanced(ColourPicture picture, double red, double green, double blue) {
        double[] gains = {red, green, blue};
        ColourPicture changed = picture.copy();
        for (int plane = 0; plane < 3; plane++) {
            for (int i = 0; i < changed.planes[plane].length; i++) {
                changed.planes[plane][i] = (float) Math.min(1, changed.planes[plane][i] * gains[plane]);
            }
        }
        return changed;
    }

    static ColourPicture grey(ColourPicture picture) {
        ColourPicture grey = picture.copy();
        for (int i = 0; i < grey.planes[0].length; i++) {
            float luma = 0.299f * picture.planes[0][i] + 0.587f * picture.planes[1][i] + 0.114f * picture.planes[2][i];
            for (int plane = 0; plane < 3; plane++) {
                grey.planes[plane][i] = luma;
            }
        }
        return grey;
    }
}
