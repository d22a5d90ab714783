package org.courtbridge.codecs.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.payload.PictureMisfit.Limit;
import org.junit.jupiter.api.Test;

class H264FormatTest {

    private static final Optional<SequenceParameterSet> NOT_YET = Optional.empty();

    @Test
    void readsWhatBrowsersAndRoomsSay() {
        H264Format chromium = H264Format.parse(
                102, Map.of("level-asymmetry-allowed", "1", "packetization-mode", "1", "profile-level-id", "42e01f"));
        assertThat(chromium).isEqualTo(H264Format.ofLevel(102, 66, 0xE0, 31, 1).withLimits(108_000, 3_600, 14_000_000));

        H264Format room = H264Format.parse(
                97, Map.of("profile-level-id", "428014", "MAX-FS", "3600", "max-mbps", "108000", "max-br", "2500"));
        assertThat(room).isEqualTo(H264Format.ofLevel(97, 66, 0x80, 20, 0).withLimits(108_000, 3_600, 2_500_000));
        assertThat(room.fmtp())
                .isEqualTo("profile-level-id=428014;packetization-mode=0;max-mbps=108000;max-fs=3600;max-br=2500");
    }

    @Test
    void takesWhatIsNotSaidOrNotSenseAsAbsent() {
        assertThat(H264Format.parse(97, Map.of())).isEqualTo(H264Format.ofLevel(97, 66, 0, 10, 0));
        assertThat(H264Format.parse(
                        97,
                        Map.of("profile-level-id", "hello", "max-fs", "-1", "max-br", "99999999999", "max-mbps", "")))
                .isEqualTo(H264Format.ofLevel(97, 66, 0, 10, 0));
        assertThat(H264Format.parse(97, Map.of("profile-level-id", "42e01f", "max-fs", "99"))
                        .maxFs())
                .as("below the level")
                .isEqualTo(3_600);
    }

    @Test
    void readsAndWritesTheInterleavedMode() {
        H264Format said = H264Format.parse(97, Map.of("packetization-mode", "2", "sprop-interleaving-depth", "16"));
        assertThat(said.packetizationMode()).isEqualTo(H264Format.INTERLEAVED);
        assertThat(said.interleavingDepth()).isEqualTo(16);
        assertThat(said.fmtp())
                .isEqualTo("profile-level-id=42000a;packetization-mode=2;sprop-interleaving-depth=0"
                        + ";sprop-deint-buf-req=0;deint-buf-cap=4194304");
        H264Format plain = H264Format.parse(97, Map.of("packetization-mode", "1", "sprop-interleaving-depth", "16"));
        assertThat(plain.interleavingDepth()).isZero();
        assertThat(plain.plainPackets()).isEmpty();
        assertThat(plain.orderedAs(said)).isEqualTo(plain);
        assertThat(H264Format.ofLevel(97, 66, 0, 10, 2).orderedAs(said)).isEqualTo(said);
    }

    @Test
    void knowsLevel1bInBothSpellings() {
        assertThat(H264Format.ofLevel(97, 66, 0x10, 11, 0).maxBr()).isEqualTo(128_000);
        assertThat(H264Format.ofLevel(97, 66, 0x00, 11, 0).maxBr()).isEqualTo(192_000);
        assertThat(H264Format.ofLevel(97, 100, 0x00, 9, 0).maxBr()).isEqualTo(128_000);
    }

    @Test
    void refusesProfilesThatItsDecoderMayNotKnow() {
        H264Format baseline = H264Format.ofLevel(97, 66, 0xE0, 31, 1);
        H264Format main = H264Format.ofLevel(97, 77, 0, 31, 1);
        H264Format high = H264Format.ofLevel(97, 100, 0, 31, 1);
        assertThat(baseline.canTake(baseline, NOT_YET, false)).isTrue();
        assertThat(baseline.canTake(main, NOT_YET, false)).isFalse();
        assertThat(baseline.canTake(high, NOT_YET, false)).isFalse();
        assertThat(main.canTake(baseline, NOT_YET, false)).isTrue();
        assertThat(main.canTake(high, NOT_YET, false)).isFalse();
        assertThat(high.canTake(main, NOT_YET, false)).isTrue();
        assertThat(baseline.canTake(H264Format.ofLevel(97, 77, 0x80, 31, 1), NOT_YET, false))
                .as("Main that says it keeps to Baseline")
                .isTrue();
        assertThat(baseline.canTake(high, Optional.of(picture(66, 30, 40, 30)), false))
                .as("agreed High, sends Baseline")
                .isTrue();
    }

    @Test
    void refusesPicturesThatAreTooLarge() {
        H264Format vga = H264Format.ofLevel(97, 66, 0xE0, 30, 1);
        assertThat(vga.canTake(vga, Optional.of(picture(66, 30, 45, 36)), false))
                .isTrue();
        assertThat(vga.canTake(vga, Optional.of(picture(66, 30, 46, 36)), false))
                .isFalse();
        assertThat(vga.canTake(vga, Optional.of(picture(66, 30, 114, 2)), false))
                .as("too wide")
                .isFalse();
        assertThat(vga.canTake(vga, Optional.of(picture(66, 31, 40, 30)), false))
                .as("level")
                .isFalse();

        H264Format extended = H264Format.ofLevel(97, 66, 0xE0, 30, 1).withLimits(108_000, 3_600, 14_000_000);
        assertThat(extended.canTake(vga, Optional.of(picture(66, 31, 80, 45)), false))
                .isTrue();
    }

    @Test
    void refusesFragmentsInPacketizationMode0() {
        H264Format mode0 = H264Format.ofLevel(97, 66, 0xE0, 31, 0);
        H264Format mode1 = H264Format.ofLevel(97, 66, 0xE0, 31, 1);
        assertThat(mode0.canTake(mode1, NOT_YET, false)).isTrue();
        assertThat(mode0.canTake(mode1, NOT_YET, true)).isFalse();
        assertThat(mode1.canTake(mode1, NOT_YET, true)).isTrue();
    }

    @Test
    void saysWhichLimitAStreamBreaks() {
        H264Format vga = H264Format.ofLevel(97, 66, 0xE0, 30, 1);
        assertThat(vga.misfit(H264Format.ofLevel(97, 100, 0, 30, 1), NOT_YET, false))
                .contains(new PictureMisfit(Limit.PROFILE, "HIGH", "CONSTRAINED_BASELINE"));
        assertThat(H264Format.ofLevel(97, 66, 0xE0, 30, 0).misfit(vga, NOT_YET, true))
                .contains(new PictureMisfit(Limit.PACKETIZATION_MODE, "1", "0"));
        assertThat(vga.misfit(vga, Optional.of(picture(66, 30, 80, 45)), false))
                .contains(new PictureMisfit(Limit.RESOLUTION, "1280x720", "1620"));
        assertThat(vga.misfit(vga, Optional.of(picture(66, 30, 114, 2)), false))
                .contains(new PictureMisfit(Limit.SHAPE, "1824x32", "1808"));
        assertThat(vga.misfit(vga, Optional.of(picture(66, 31, 40, 30)), false))
                .contains(new PictureMisfit(Limit.LEVEL, "3.1", "3"));
        assertThat(H264Format.ofLevel(97, 66, 0xE0, 30, 1)
                        .withLimits(108_000, 3_000, 14_000_000)
                        .misfit(vga, Optional.of(picture(66, 31, 40, 30)), false))
                .contains(new PictureMisfit(Limit.MAX_FS, "3600", "3000"));
        assertThat(H264Format.ofLevel(97, 66, 0xE0, 30, 1)
                        .withLimits(100_000, 3_600, 14_000_000)
                        .misfit(vga, Optional.of(picture(66, 31, 40, 30)), false))
                .contains(new PictureMisfit(Limit.MAX_MBPS, "108000", "100000"));
        assertThat(H264Format.ofLevel(97, 66, 0xE0, 30, 1)
                        .withLimits(108_000, 3_600, 12_000_000)
                        .misfit(vga, Optional.of(picture(66, 31, 40, 30)), false))
                .contains(new PictureMisfit(Limit.MAX_BR, "14000000", "12000000"));
        assertThat(vga.misfit(vga, Optional.of(picture(66, 30, 45, 36)), false)).isEmpty();
        assertThat(H264Format.ofLevel(97, 66, 0x10, 11, 0).level().number()).isEqualTo("1b");
    }

    private static SequenceParameterSet picture(int profile, int level, int across, int down) {
        return new SequenceParameterSet(profile, 0xC0, level, across, down, 16 * across, 16 * down);
    }
}
