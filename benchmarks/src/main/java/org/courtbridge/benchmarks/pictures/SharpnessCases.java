package org.courtbridge.benchmarks.pictures;

import static org.courtbridge.benchmarks.pictures.PictureCases.FACE;
import static org.courtbridge.benchmarks.pictures.PictureCases.HEIGHT;
import static org.courtbridge.benchmarks.pictures.PictureCases.RATE;
import static org.courtbridge.benchmarks.pictures.PictureCases.SMALLER;
import static org.courtbridge.benchmarks.pictures.PictureCases.USUAL;
import static org.courtbridge.benchmarks.pictures.PictureCases.WIDTH;
import static org.courtbridge.benchmarks.pictures.PictureCases.with;
import static org.courtbridge.codecs.video.PictureCoding.H263;
import static org.courtbridge.provisioning.testcall.Check.BLOCKING;
import static org.courtbridge.provisioning.testcall.Check.BLUR;
import static org.courtbridge.provisioning.testcall.Check.CONTRAST;
import static org.courtbridge.provisioning.testcall.Check.FACE_DETAIL;

import java.util.Set;
import org.courtbridge.provisioning.testcall.Check;

/** Out of focus, smeared, scaled up. */
final class SharpnessCases {

    private SharpnessCases() {}

    static void addTo(PictureCases cases, Places places) {
        Set<Check> also = with(FACE, CONTRAST);
        for (double sigma : new double[] {8, 12}) {
            cases.fault(
                    "out of focus",
                    "sigma " + sigma + " of 720",
                    () -> Film.of(places.usual(WIDTH, HEIGHT).blurred(sigma), RATE),
                    USUAL,
                    Set.of(BLUR),
                    also);
            cases.fault(
                    "out of focus, VP8",
                    "sigma " + sigma + " of 720",
                    () -> Film.of(places.usual(640, 360).blurred(sigma / 2), RATE),
                    SMALLER,
                    Set.of(BLUR),
                    also);
        }
        cases.border(
                "out of focus",
                "sigma 4 of 720",
                () -> Film.of(places.usual(WIDTH, HEIGHT).blurred(4), RATE),
                USUAL);
        for (int length : new int[] {41, 61}) {
            cases.fault(
                    "smeared",
                    length + " pixels of 720p",
                    () -> Film.of(places.usual(WIDTH, HEIGHT).map(picture -> Blur.smear(picture, length)), RATE),
                    USUAL,
                    Set.of(BLUR),
                    also);
        }
        cases.border(
                "smeared",
                "15 pixels of 720p",
                () -> Film.of(places.usual(WIDTH, HEIGHT).map(picture -> Blur.smear(picture, 15)), RATE),
                USUAL);
        cases.fault(
                "coarse, scaled up",
                "128×96 to 720p",
                () -> Film.of(places.usual(128, 96), RATE),
                Wire.of(H263, 128).scaled(960, 720),
                Set.of(BLUR, FACE_DETAIL),
                with(FACE, BLUR, BLOCKING));
    }
}
