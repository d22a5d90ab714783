package org.courtbridge.benchmarks.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.courtbridge.benchmarks.verdicts.Clip;
import org.courtbridge.benchmarks.verdicts.PictureAnalysis;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureCoding;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeasingClipTest {

    @TempDir
    Path folder;

    /** Two seconds of a box that moves. */
    private void record() throws IOException {
        try (PictureEncoder encoder =
                        PictureCoding.VP8.encoder(EncoderSettings.ofDefaultProfile(320, 240, 15, 300_000, 0));
                PictureContainer container = new PictureContainer(
                        folder.resolve("ceases.nut"), PictureCoding.VP8, new PictureSize(320, 240))) {
            for (int i = 0; i < 30; i++) {
                I420Picture picture = I420Picture.black(320, 240);
                picture.fill(0, 0, 320, 240, 90, 120, 134);
                picture.fill(40 + 4 * i, 60, 100, 120, 170, 128, 128);
                container.write(encoder.encode(picture, i == 0).bytes(), i == 0, Duration.ofMillis(i * 1_000L / 15));
            }
        }
    }

    private Outcome frozen(String label) throws IOException {
        Clip clip = Clip.read(Files.writeString(folder.resolve("ceases.json"), label));
        return new PictureAnalysis()
                .judge(clip).stream()
                        .filter(verdict -> verdict.check() == Check.FROZEN)
                        .findFirst()
                        .orElseThrow()
                        .outcome();
    }

    @Test
    void isFrozenForWhoeverListensOn() throws IOException {
        record();
        assertThat(frozen("{}")).isEqualTo(Outcome.COULD_NOT_TELL);
        assertThat(frozen("{\"seconds\": 8}")).isEqualTo(Outcome.FAIL);
    }
}
