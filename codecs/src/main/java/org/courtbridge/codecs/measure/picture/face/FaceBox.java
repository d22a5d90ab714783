package org.courtbridge.codecs.measure.picture.face;

/**
 * Bounding box of a face, from the brows to the chin, in pixels of the picture; it may reach beyond the edges.
 *
 * @param confidence of the model that found it, 0 to 1
 */
public record FaceBox(double left, double top, double width, double height, double confidence) {

    /** The area that two have in common, as a share of what they cover together. */
    public double overlap(FaceBox other) {
        double columns = Math.min(left + width, other.left + other.width) - Math.max(left, other.left);
        double rows = Math.min(top + height, other.top + other.height) - Math.max(top, other.top);
        if (columns <= 0 || rows <= 0) {
            return 0;
        }
        double common = columns * rows;
        return common / (width * height + other.width * other.height - common);
    }

    /** The part of its area that lies within a picture, 0 to 1. */
    public double within(int pictureWidth, int pictureHeight) {
        double columns = Math.min(left + width, pictureWidth) - Math.max(left, 0);
        double rows = Math.min(top + height, pictureHeight) - Math.max(top, 0);
        return columns <= 0 || rows <= 0 ? 0 : columns * rows / (width * height);
    }
}
