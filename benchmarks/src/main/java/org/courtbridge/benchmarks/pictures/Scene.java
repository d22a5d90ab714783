package org.courtbridge.benchmarks.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.courtbridge.codecs.video.PictureSize;

/**
 * Scene before a camera: some pictures, shown there and back again, in which a person moves a little, as one does who sits and
 * listens.
 */
record Scene(List<ColourPicture> poses) {

    private static final int POSES = 16;

    /** A room, and who is in it. */
    interface Place {
        ColourPicture pose(double sway);
    }

    /** @param sway how far the person moves to each side, heights of the picture */
    static Scene of(double sway, Place place) {
        List<ColourPicture> poses = new ArrayList<>();
        for (int i = 0; i < POSES; i++) {
            poses.add(place.pose(sway * (2.0 * i / (POSES - 1) - 1)));
        }
        return new Scene(poses);
    }

    PictureSize size() {
        return new PictureSize(poses.getFirst().width, poses.getFirst().height);
    }

    Scene map(UnaryOperator<ColourPicture> change) {
        return new Scene(poses.stream().map(change).toList());
    }

    Scene lit(double stops) {
        return map(picture -> Light.of(picture, Light.stops(stops)));
    }

    Scene blurred(double sigma) {
        return map(picture -> Blur.gaussian(picture, sigma));
    }

    /** With black bars, so that it has the size. */
    Scene within(int width, int height) {
        return map(picture -> {
            ColourPicture framed = new ColourPicture(width, height);
            int left = (width - picture.width) / 2;
            int top = (height - picture.height) / 2;
            for (int plane = 0; plane < 3; plane++) {
                for (int y = 0; y < picture.height; y++) {
                    System.arraycopy(
                            picture.planes[plane],
                            y * picture.width,
                            framed.planes[plane],
                            (top + y) * width + left,
                            picture.width);
                }
            }
            return framed;
        });
    }
}
