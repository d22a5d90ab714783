package org.courtbridge.media.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.courtbridge.codecs.payload.H261Format;
import org.courtbridge.codecs.payload.H263Format;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.media.pacing.PacedTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PictureTargetTest {

    private static final long ANY = Long.MAX_VALUE;
    private static final PictureSize CAMERA = new PictureSize(1_920, 1_080);
    private static final PictureSize LARGE_CIF = new PictureSize(704, 576);

    static Stream<PictureFormat> formats() {
        return Stream.of(
                H261Format.parse(31, Map.of("CIF", "1", "QCIF", "1")),
                H261Format.parse(31, Map.of("QCIF", "1")),
                H263Format.parse(34, H263Format.Form.H263, Map.of("CIF4", "1", "CIF", "1", "QCIF", "1")),
                H263Format.parse(34, H263Format.Form.H263, Map.of("CIF", "1", "QCIF", "1")),
                H263Format.parse(96, H263Format.Form.H263_2000, Map.of("QCIF", "2")),
                h264(13),
                h264(30),
                h264(31),
                h264(40),
                new Vp8Format(96, 30, 3_600));
    }

    private static H264Format h264(int level) {
        return H264Format.ofLevel(97, 66, 0xE0, level, 1);
    }

    /** However little the line carries or the processors do: what no encoder takes would be a still instead. */
    @ParameterizedTest
    @MethodSource("formats")
    void itsEncoderTakesItOnEveryLineAndUnderEveryLoad(PictureFormat format) {
        PictureTarget best = PictureTarget.of(List.of(format), ANY).orElseThrow();
        LongStream lines = Stream.concat(
                        Stream.of(PacedTransport.UNLIMITED),
                        Arrays.stream(PictureStep.values()).map(step -> (long) step.bitsPerSecond()))
                .mapToLong(Long::longValue);
        lines.forEach(line -> {
            PictureTarget within = best.within(line).orElseThrow();
            for (LoadStep load : LoadStep.values()) {
                PictureTarget target = within.under(load);
                assertThat(target.largest().macroblocks()).isLessThanOrEqualTo(format.maxFs());
                for (PictureSize picture :
                        List.of(CAMERA, LARGE_CIF, target.largest().size())) {
                    assertThatCode(() -> format.coding()
                                    .encoder(target.settings(picture))
                                    .close())
                            .as("%s on a line of %d, %s", format, line, load)
                            .doesNotThrowAnyException();
                }
            }
        });
    }

    @Test
    void aNarrowLineTakesFewerPixelsOfTheSameForm() {
        PictureTarget old =
                of(H263Format.parse(34, H263Format.Form.H263, Map.of("CIF4", "1", "CIF", "1", "QCIF", "1")));
        assertThat(old.largest()).isEqualTo(PictureRung.CIF4);
        assertThat(old.within(650_000).orElseThrow().largest()).isEqualTo(PictureRung.CIF);
        assertThat(old.within(120_000).orElseThrow().largest()).isEqualTo(PictureRung.QCIF);
        assertThat(old.within(40_000).orElseThrow().largest()).isEqualTo(PictureRung.QCIF);
        assertThat(of(h264(31)).within(120_000).orElseThrow().largest()).isEqualTo(PictureRung.NARROW);
    }

    @Test
    void onlyWhoTakesItFluentlyAndOnALineForItGets1080p() {
        assertThat(of(h264(40)).largest()).isEqualTo(PictureRung.FULL_HD);
        assertThat(of(h264(40)).framesPerSecond()).isEqualTo(30);
        assertThat(of(h264(32)).largest()).isEqualTo(PictureRung.HD);
        assertThat(of(parse("42e01f", "max-fs", "8192")).largest())
                .as("13 a second")
                .isEqualTo(PictureRung.HD);
        assertThat(of(parse("42e01f", "max-fs", "8192", "max-mbps", "245760")).largest())
                .isEqualTo(PictureRung.FULL_HD);
        assertThat(PictureTarget.of(List.of(h264(40)), 2_000_000).orElseThrow().largest())
                .isEqualTo(PictureRung.HD);
        assertThat(of(new Vp8Format(96, 60, 8_160)).largest()).isEqualTo(PictureRung.HD);
    }

    /** A phone's middle layer, in CIF, would have black above and below it. */
    @Test
    void whatComesSmallKeepsItsShape() {
        for (PictureFormat format : List.of(new Vp8Format(96, 30, 3_600), h264(31))) {
            assertThat(size(format, 640, 360)).isEqualTo(new PictureSize(640, 360));
            assertThat(size(format, 320, 180)).isEqualTo(new PictureSize(320, 180));
            assertThat(size(format, 160, 90)).isEqualTo(new PictureSize(160, 90));
            assertThat(size(format, 192, 144)).as("QCIF in square pixels").isEqualTo(new PictureSize(352, 288));
        }
        PictureFormat old = H263Format.parse(34, H263Format.Form.H263, Map.of("CIF", "1", "QCIF", "1"));
        assertThat(size(old, 320, 180)).isEqualTo(new PictureSize(352, 288));
    }

    /** In which a picture is coded. */
    private static PictureSize size(PictureFormat format, int width, int height) {
        EncoderSettings settings = of(format).settings(new PictureSize(width, height));
        return new PictureSize(settings.width(), settings.height());
    }

    @Test
    void thatGivesWayTo720pAndThenTo360pAnd180p() {
        PictureTarget best = of(h264(40));
        assertThat(best.within(2_500_000).orElseThrow())
                .returns(PictureRung.FULL_HD, PictureTarget::largest)
                .returns(2_200_000, PictureTarget::bitsPerSecond);
        assertThat(best.within(2_000_000).orElseThrow().largest()).isEqualTo(PictureRung.HD);
        assertThat(best.under(LoadStep.ONE_TIER_LOWER).largest()).isEqualTo(PictureRung.HD);
        assertThat(best.under(LoadStep.TWO_TIERS_LOWER).largest()).isEqualTo(PictureRung.HALF);
        assertThat(of(h264(31)).under(LoadStep.TWO_TIERS_LOWER).largest()).isEqualTo(PictureRung.NARROW);
    }

    @Test
    void roomsOfDifferentLevelsShareWhatTheyTakeAlike() {
        assertThat(of(h264(32))).isEqualTo(of(h264(31)));
        assertThat(of(h264(41))).isEqualTo(of(h264(40)));
    }

    @Test
    void whoTakesMoreByOtherWordsThanItsLevelIsNotSentAHigherOne() {
        H264Format cisco = parse("640016", "max-mbps", "245000", "max-fs", "8160");
        assertThat(of(cisco)).satisfies(target -> {
            assertThat(target.largest()).isEqualTo(PictureRung.FULL_HD);
            assertThat(target.bitsPerSecond()).isEqualTo(3_000_000);
            assertThat(((H264Format) target.format()).levelIdc()).isEqualTo(22);
        });
    }

    private static PictureTarget of(PictureFormat format) {
        Optional<PictureTarget> target = PictureTarget.of(List.of(format), ANY);
        return target.orElseThrow();
    }

    private static H264Format parse(String profileLevel, String... parameters) {
        Map<String, String> all = new HashMap<>(Map.of("profile-level-id", profileLevel));
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        return H264Format.parse(97, all);
    }
}
