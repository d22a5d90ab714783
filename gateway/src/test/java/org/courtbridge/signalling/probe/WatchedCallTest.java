package org.courtbridge.signalling.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.media.leg.LegStatistics.Stream;
import org.courtbridge.provisioning.testcall.ProbeReport.BothWays;
import org.courtbridge.provisioning.testcall.ProbeReport.Coding;
import org.courtbridge.provisioning.testcall.ProbeReport.WatchedPicture;
import org.courtbridge.provisioning.testcall.ProbeReport.WatchedSound;
import org.junit.jupiter.api.Test;

/** Ten looks in two seconds at a time, of 10 packets of sound and 5 pictures each. */
class WatchedCallTest {

    private static final LegId LEG = new LegId("leg");
    private static final int STEP_MS = 200;

    /** Macroblocks. */
    private static final int QCIF = 99;

    private static final int LEVEL_3_1 = 3_600;

    private Instant now = Instant.parse("2026-03-02T04:00:00Z");
    private long packets = 1_000;
    private long lost = 7;
    private long frames = 500;
    private final WatchedCall call = new WatchedCall(statistics(-30), now);

    private LegStatistics statistics(double level) {
        return LegStatistics.of(
                LEG,
                "Зал 1",
                Leg.Kind.ROOM,
                List.of(
                        stream(
                                Medium.AUDIO,
                                Direction.RECEIVED,
                                packets,
                                64_000,
                                Stream.Content.ofSound(packets, 0, level, level)),
                        stream(
                                Medium.VIDEO,
                                Direction.RECEIVED,
                                3 * frames,
                                936_000,
                                Stream.Content.ofPictures(frames, 1, 0, LEVEL_3_1)),
                        stream(Medium.AUDIO, Direction.SENT, packets, 64_000, Stream.Content.NOTHING),
                        stream(Medium.VIDEO, Direction.SENT, 50, 0, Stream.Content.NOTHING, "content", "VP8"),
                        stream(
                                Medium.VIDEO,
                                Direction.SENT,
                                1,
                                0,
                                Stream.Content.ofPictures(1, 1, 0, QCIF),
                                "main",
                                "H261")));
    }

    private Stream stream(Medium medium, Direction direction, long count, long bitrate, Stream.Content content) {
        return stream(medium, direction, count, bitrate, content, "main", medium == Medium.AUDIO ? "G722" : "H264");
    }

    private Stream stream(
            Medium medium,
            Direction direction,
            long count,
            long bitrate,
            Stream.Content content,
            String slot,
            String codec) {
        return new Stream(
                direction,
                medium,
                slot,
                codec,
                new Stream.Traffic(count, 160 * count, bitrate),
                new Stream.Network(lost, 0, 4, OptionalDouble.of(30)),
                content,
                Optional.of("SRTP"));
    }

    private void look(double level, int sound, int pictures) {
        now = now.plusMillis(STEP_MS);
        packets += sound;
        frames += pictures;
        call.look(statistics(level), now);
    }

    private void looks(int number, double level, int sound, int pictures) {
        for (int i = 0; i < number; i++) {
            look(level, sound, pictures);
        }
    }

    private WatchedSound sound() {
        return call.connection().sound().orElseThrow();
    }

    private WatchedPicture picture() {
        return call.connection().picture().orElseThrow();
    }

    @Test
    void countsFromWhereItBegan() {
        looks(25, -30, 10, 5);
        lost += 5;
        looks(25, -30, 10, 5);

        assertThat(call.watched()).hasSeconds(10);
        assertThat(call.connection().encrypted()).contains(true);
        assertThat(sound().packets()).isEqualTo(500);
        assertThat(picture().packets()).isEqualTo(750);
        assertThat(picture().perSecond().orElseThrow()).isCloseTo(25, within(0.01));
        assertThat(picture().longestGap()).hasValue(0);
        var line = call.line().orElseThrow();
        assertThat(line.packets()).isEqualTo(505);
        assertThat(line.loss().orElseThrow()).isCloseTo(100.0 * 5 / 505, within(0.001));
        assertThat(line.jitter()).hasValue(4);
        assertThat(line.roundTrip()).hasValue(30);
        assertThat(call.rates().up()).hasValue(1_000);
        assertThat(call.rates().upIsAtLeast()).isTrue();
        assertThat(call.rates().down()).hasValue(64);
    }

    @Test
    void tellsHowLoudSomebodySpeaks() {
        for (int i = 0; i < 10; i++) {
            looks(2, -24, 10, 5);
            look(-28, 10, 5);
            looks(2, -65, 10, 5);
        }
        assertThat(sound().speechLevel().orElseThrow()).isBetween(-27.0, -24.0);
        assertThat(sound().silence()).hasValue(0);
    }

    @Test
    void aFanIsNoSpeech() {
        looks(50, -40, 10, 5);
        assertThat(sound().speechLevel()).isEmpty();
    }

    @Test
    void aMutedMicrophoneSendsDigitalSilence() {
        looks(50, -127, 10, 5);
        assertThat(sound().silence()).hasValue(100);
    }

    /** A codec that sends nothing while nobody speaks. */
    @Test
    void withoutPacketsSilenceIsNotTold() {
        looks(50, -127, 0, 5);
        assertThat(sound().silence()).isEmpty();
        assertThat(sound().packets()).isZero();
    }

    @Test
    void findsTheLongestTimeWithoutAPicture() {
        looks(10, -30, 10, 5);
        looks(15, -30, 10, 0);
        looks(10, -30, 10, 5);
        looks(5, -30, 10, 0);
        assertThat(picture().longestGap()).hasValue(3);
    }

    /** Not of slides, however many packets they have. */
    @Test
    void namesTheCodingsOfBothDirections() {
        looks(1, -30, 10, 5);
        var codings = call.connection().codings();
        Coding wide = new Coding(Optional.of("G722"), OptionalDouble.of(16_000));
        assertThat(codings.sound()).contains(new BothWays(Optional.of(wide), Optional.of(wide)));
        assertThat(codings.picture())
                .contains(new BothWays(
                        Optional.of(new Coding(Optional.of("H264"), OptionalDouble.of(720))),
                        Optional.of(new Coding(Optional.of("H261"), OptionalDouble.of(144)))));
    }

    @Test
    void withoutALookNothingIsTold() {
        assertThat(call.rates().up()).isEmpty();
        assertThat(sound().silence()).isEmpty();
        assertThat(sound().speechLevel()).isEmpty();
    }
}
