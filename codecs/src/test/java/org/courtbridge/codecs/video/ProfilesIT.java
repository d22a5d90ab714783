package org.courtbridge.codecs.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures of ten bits, and of full colour, as ffmpeg codes them: they are shown as any other. */
class ProfilesIT {

    private static final int PIXELS = 176 * 144;

    /** dB. */
    private static final double ALIKE = 32;

    @TempDir
    private Path folder;

    enum Profile {
        BASELINE(PictureCoding.H264, "yuv420p", "libx264", "-profile:v", "baseline"),
        HIGH(PictureCoding.H264, "yuv420p", "libx264", "-profile:v", "high"),
        HIGH_10(PictureCoding.H264, "yuv420p10le", "libx264", "-profile:v", "high10"),
        HIGH_422(PictureCoding.H264, "yuv422p10le", "libx264", "-profile:v", "high422"),
        HIGH_444(PictureCoding.H264, "yuv444p", "libx264", "-profile:v", "high444"),
        MAIN(PictureCoding.H265, "yuv420p", "libx265", "-profile:v", "main"),
        MAIN_10(PictureCoding.H265, "yuv420p10le", "libx265", "-profile:v", "main10");

        private final PictureCoding coding;
        private final String pixels;
        private final List<String> encoder;

        Profile(PictureCoding coding, String pixels, String... encoder) {
            this.coding = coding;
            this.pixels = pixels;
            this.encoder = List.of(encoder);
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void isShownAsItWas(Profile profile) throws Exception {
        Path coded = folder.resolve("coded");
        Path plain = folder.resolve("plain");
        String form = profile.coding == PictureCoding.H264 ? "h264" : "hevc";
        ffmpeg(plain, List.of("-pix_fmt", "yuv420p", "-f", "rawvideo"));
        List<String> encoding = new ArrayList<>(List.of("-pix_fmt", profile.pixels, "-c:v"));
        encoding.addAll(profile.encoder);
        encoding.addAll(List.of("-tune", "zerolatency", "-f", form));
        ffmpeg(coded, encoding);
        byte[] luma = Files.readAllBytes(plain);
        try (PictureDecoder decoder = profile.coding.decoder()) {
            I420Picture shown = decoder.decode(Files.readAllBytes(coded)).orElseThrow();
            double squares = 0;
            for (int i = 0; i < PIXELS; i++) {
                double difference = (luma[i] & 0xFF) - (shown.luma()[i] & 0xFF);
                squares += difference * difference;
            }
            assertThat(10 * Math.log10(255 * 255 / (squares / PIXELS))).isGreaterThan(ALIKE);
            double red = 0;
            for (int i = 0; i < PIXELS / 4; i++) {
                red += Math.abs((luma[PIXELS * 5 / 4 + i] & 0xFF) - (shown.cr()[i] & 0xFF));
            }
            assertThat(red / (PIXELS / 4)).as("difference of red").isLessThan(6);
        }
    }

    private void ffmpeg(Path into, List<String> how) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "ffmpeg", "-y", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=size=176x144"));
        command.addAll(List.of("-frames:v", "1"));
        command.addAll(how);
        command.add(into.toString());
        Path log = folder.resolve("log");
        Process ffmpeg = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(ffmpeg.waitFor(20, TimeUnit.SECONDS)).as("ffmpeg ends").isTrue();
        assertThat(ffmpeg.exitValue()).as(Files.readString(log)).isZero();
    }
}
