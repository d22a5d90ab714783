package org.courtbridge.codecs.measure.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.courtbridge.codecs.measure.picture.face.FaceBox;
import org.courtbridge.codecs.video.I420Picture;
import org.junit.jupiter.api.Test;

/** Tests of the measurements of a face whose place is known; that faces are found is shown on photographs. */
class FaceLookTest {

    private static final FaceBox FACE = new FaceBox(280, 120, 80, 80, 1);

    private static Luminance lit(int left, int right, int behind) {
        I420Picture picture = I420Picture.black(640, 360);
        picture.fill(0, 0, 640, 360, behind, 128, 128);
        picture.fill(270, 100, 50, 120, left, 128, 128);
        picture.fill(320, 100, 50, 120, right, 128, 128);
        return new Luminance(640, 360, picture.luma());
    }

    @Test
    void tellsADarkFaceBeforeAWindow() {
        FaceLook look = FaceLook.of(lit(60, 60, 225), FACE);
        assertThat(look.light()).hasValue(60);
        assertThat(look.againstLight().orElseThrow()).isGreaterThan(4);
        assertThat(FaceLook.of(lit(140, 140, 225), FACE).againstLight().orElseThrow())
                .isLessThan(3);
    }

    @Test
    void tellsAFaceThatIsLitFromOneSide() {
        assertThat(FaceLook.of(lit(150, 40, 100), FACE).oneSided().orElseThrow())
                .isGreaterThan(3);
        assertThat(FaceLook.of(lit(40, 150, 100), FACE).oneSided().orElseThrow())
                .isGreaterThan(3);
        assertThat(FaceLook.of(lit(150, 140, 100), FACE).oneSided().orElseThrow())
                .isLessThan(0.5);
    }

    @Test
    void tellsHowMuchIsInThePicture() {
        FaceBox half = new FaceBox(-40, 120, 80, 80, 1);
        assertThat(FaceLook.of(lit(100, 100, 100), half).within()).isCloseTo(0.5, within(0.01));
    }

    @Test
    void saysNothingOfDetailWhereThereAreNoEdges() {
        assertThat(FaceLook.of(lit(100, 100, 100), FACE).detail()).isEmpty();
    }

    /** Of what lies outside, nothing is known: it is neither white nor bright. */
    @Test
    void saysNothingOfWhatIsOutside() {
        FaceLook half = FaceLook.of(lit(100, 100, 100), new FaceBox(-42, 120, 80, 80, 1));
        assertThat(half.oneSided()).isEmpty();
        assertThat(half.light()).hasValue(100);
        FaceLook tiny = FaceLook.of(lit(100, 100, 100), new FaceBox(300, 150, 6, 6, 1));
        assertThat(tiny.light()).isEmpty();
        assertThat(tiny.white()).isEmpty();
    }

    @Test
    void saysNothingOfLightFromBehindWhereNothingIsSeenBehind() {
        FaceLook filling = FaceLook.of(lit(100, 100, 100), new FaceBox(-10, -20, 660, 400, 1));
        assertThat(filling.light()).isNotEmpty();
        assertThat(filling.againstLight()).isEmpty();
    }
}
