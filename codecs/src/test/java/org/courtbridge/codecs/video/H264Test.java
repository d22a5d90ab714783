package org.courtbridge.codecs.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.codecs.video.TestPictures.nalTypes;
import static org.courtbridge.codecs.video.TestPictures.nals;

import java.util.Random;
import org.courtbridge.codecs.video.PictureCodingTest.Coder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The form of our H.264, whichever encoder makes it. */
@ParameterizedClass
@EnumSource(value = Coder.class, mode = EnumSource.Mode.EXCLUDE, names = "VP8")
class H264Test {

    private static final int NAL_LIMIT = 1_100;
    private static final EncoderSettings SETTINGS =
            EncoderSettings.ofDefaultProfile(TestPictures.WIDTH, TestPictures.HEIGHT, 15, 200_000, NAL_LIMIT);

    private static final int BASELINE = 66;

    /** constraint_set1_flag. */
    private static final int CONSTRAINED = 0x40;

    private static final int IDR = 5;
    private static final int SEQUENCE_PARAMETERS = 7;
    private static final int PICTURE_PARAMETERS = 8;

    private final Coder coder;

    H264Test(Coder coder) {
        this.coder = coder;
    }

    @BeforeEach
    void onlyWhatIsHere() {
        coder.assumeHere();
    }

    @Test
    void parameterSetsComeWithTheKeyPicture() {
        try (PictureEncoder encoder = coder.encoder(SETTINGS)) {
            encoder.encode(TestPictures.scene(0), false);
            assertThat(nalTypes(encoder.encode(TestPictures.scene(1), true).bytes()))
                    .startsWith(SEQUENCE_PARAMETERS, PICTURE_PARAMETERS, IDR);
        }
    }

    @Test
    void slicesFitAPacketAndTheProfileIsAsAskedFor() {
        try (PictureEncoder encoder = coder.encoder(SETTINGS)) {
            Random noise = new Random(7);
            for (int n = 0; n < 5; n++) {
                I420Picture picture = I420Picture.black(TestPictures.WIDTH, TestPictures.HEIGHT);
                noise.nextBytes(picture.luma());
                for (byte[] nal : nals(encoder.encode(picture, n == 3).bytes())) {
                    assertThat(nal.length).isLessThanOrEqualTo(NAL_LIMIT);
                    if ((nal[0] & 0x1F) == SEQUENCE_PARAMETERS) {
                        assertThat((int) nal[1]).as("profile_idc").isEqualTo(coder.profile());
                        assertThat(coder.profile() == BASELINE).isEqualTo((nal[2] & CONSTRAINED) != 0);
                    }
                }
            }
        }
    }
}
