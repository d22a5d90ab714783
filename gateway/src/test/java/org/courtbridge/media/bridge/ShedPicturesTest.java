package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.assertj.core.data.Offset;
import org.courtbridge.codecs.payload.H264Depacketizer;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureCoding;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.hearings.Layout;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegStatistics.BlockedPicture;
import org.courtbridge.media.video.LoadStep;
import org.courtbridge.media.video.processing.LoadShedding;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.courtbridge.media.video.processing.WorkerTime;
import org.courtbridge.media.video.processing.Workload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of pictures that are coded here while there is too little time to code them. */
class ShedPicturesTest {

    private static final long SECOND = 1_000_000_000;
    private static final int MILLIS_FOR_BOTH = 66;

    private long now;
    private final PictureWorkers workers = workers(6);
    private final PictureHearing hearing = new PictureHearing(workers);
    private final Log log = new Log(PictureWorkers.class);
    private final PictureParty room = hearing.room("A");
    private final PictureParty second = hearing.room("B");
    private final PictureParty third = hearing.room("C");
    private final Camera left = Camera.before(100);
    private final Camera right = Camera.before(150);

    @AfterEach
    void close() {
        hearing.close();
        log.close();
        left.close();
        right.close();
    }

    /** @param places as for so many sources of which nothing is known */
    private PictureWorkers workers(int places) {
        return new PictureWorkers(
                1,
                places * Workload.UNKNOWN,
                PictureCoding::encoder,
                new BridgeClock(InstantSource.system(), () -> now),
                Duration.ofSeconds(10),
                new InternalErrors(InstantSource.system()));
    }

    private void overload() {
        for (int i = 0; i < LoadShedding.PATIENCE; i++) {
            now += SECOND;
            workers.judge(new WorkerTime.Span(0.96, 51_000_000));
        }
        hearing.run();
    }

    private void relief() {
        for (int i = 0; i <= 10; i++) {
            now += SECOND;
            workers.judge(new WorkerTime.Span(0.12, 0));
        }
        hearing.run();
    }

    private void film(int pictures) {
        for (int i = 0; i < pictures; i++) {
            left.film(hearing, second, 1);
            right.film(hearing, third, 1);
        }
    }

    private void compose() {
        hearing.layout = Layout.GRID;
        hearing.admit(room, second, third);
        film(8);
    }

    @Test
    void composedPicturesBecomeFewerThenSmallerAndThenAsTheyWere() {
        compose();
        assertThat(next(1_000))
                .hasSizeBetween(26, 31)
                .extracting(I420Picture::width)
                .containsOnly(1_280);
        overload();
        assertThat(next(1_000))
                .hasSizeBetween(13, 16)
                .extracting(I420Picture::width)
                .containsOnly(1_280);
        overload();
        assertThat(next(1_000))
                .hasSizeBetween(13, 16)
                .extracting(I420Picture::width)
                .containsOnly(640);
        overload();
        List<I420Picture> smallest = next(1_000);
        assertThat(smallest)
                .hasSizeBetween(13, 16)
                .extracting(I420Picture::width)
                .containsOnly(320);
        assertThat(smallest.getLast().lumaAt(2, 90)).as("whole, at its left").isCloseTo(100, Offset.offset(8));
        for (int i = 0; i < 3; i++) {
            relief();
        }
        assertThat(next(1_000))
                .hasSizeBetween(26, 31)
                .extracting(I420Picture::width)
                .containsOnly(1_280);
        assertThat(log.lines())
                .containsExactly(
                        "WARN coding pictures took 96 % of the workers' time and they waited 51 ms: they are half as many a"
                                + " second from now on",
                        "WARN coding pictures took 96 % of the workers' time and they waited 51 ms: they are half as many a"
                                + " second, one tier smaller from now on",
                        "WARN coding pictures took 96 % of the workers' time and they waited 51 ms: they are half as many a"
                                + " second, two tiers smaller from now on",
                        "INFO coding pictures took 12 % of the workers' time and they waited 0 ms: they are half as many a"
                                + " second, one tier smaller from now on",
                        "INFO coding pictures took 12 % of the workers' time and they waited 0 ms: they are half as many a"
                                + " second from now on",
                        "INFO coding pictures took 12 % of the workers' time and they waited 0 ms: they are as they should be"
                                + " from now on");
    }

    @Test
    void picturesCodedAnewBecomeFewerAndSmallerToo() {
        PictureParty old = hearing.room("D", H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 13, 0));
        hearing.admit(second, old);
        filmOne(6);
        old.transport.forget();
        old.transport.arrive(new PictureLossIndication(1, old.sentSsrc(0)), hearing.now());
        filmOne(18);
        overload();
        old.transport.forget();
        filmOne(30);
        assertThat(seen(old))
                .hasSizeBetween(12, 16)
                .extracting(I420Picture::width)
                .containsOnly(352);
        overload();
        old.transport.forget();
        filmOne(30);
        assertThat(seen(old))
                .hasSizeBetween(12, 16)
                .extracting(I420Picture::width)
                .containsOnly(176);
    }

    private void filmOne(int pictures) {
        left.film(hearing, second, pictures);
    }

    @Test
    void whoComesWhenNothingMoreCanBeSavedSeesTheSpeakerAndTheReasonIsKnown() {
        compose();
        for (int i = 0; i < 4; i++) {
            overload();
        }
        PictureParty late = hearing.room("D");
        late.sends = false;
        hearing.admit(room, second, third, late);
        hearing.bridge.activeSpeaker(second.id());
        film(20);

        assertThat(seen(late))
                .as("as it comes")
                .isNotEmpty()
                .extracting(I420Picture::width)
                .containsOnly(Camera.WIDTH);
        assertThat(hearing.statistics(late).blocked())
                .containsExactly(
                        new BlockedPicture(room.id(), "Party A", PictureMisfit.processor(96, 85)),
                        new BlockedPicture(third.id(), "Party C", PictureMisfit.processor(96, 85)));
        assertThat(workers.load().refused()).isEqualTo(1);
        assertThat(log.lines())
                .filteredOn(line -> line.contains("leg D"))
                .containsExactly(
                        "WARN leg D: there is no time to code pictures for it; it is shown what can go on as it comes");
        assertThat(hearing.statistics(room).blocked()).as("goes on").isEmpty();
        assertThat(next(330)).extracting(I420Picture::width).containsOnly(320);

        relief();
        film(20);
        assertThat(hearing.statistics(late).blocked()).isEmpty();
        assertThat(seen(late).getLast().width()).as("composed").isEqualTo(320);
    }

    @Test
    void whereThereIsNoRoomForOneMoreTheOthersPicturesBecomeSmaller() {
        PictureWorkers few = workers(2);
        try (PictureHearing crowded = new PictureHearing(few)) {
            List<PictureParty> rooms = List.of(crowded.room("A"), crowded.room("B"), crowded.room("C"));
            // Another target each, so that none share a composition.
            rooms.forEach(party -> party.bitrate = 1_900_000 - 1_000L * rooms.indexOf(party));
            crowded.layout = Layout.GRID;
            crowded.admit(rooms.toArray(PictureParty[]::new));
            rooms.forEach(party -> left.film(crowded, party, 4));
            assertThat(rooms.stream()
                            .filter(party ->
                                    !crowded.statistics(party).blocked().isEmpty()))
                    .hasSize(1);
            for (int i = 0; i < LoadShedding.PATIENCE_WITH_LACK; i++) {
                now += SECOND;
                few.judge(new WorkerTime.Span(0.4, 0));
            }
            assertThat(few.step()).isEqualTo(LoadStep.HALF_THE_PICTURES);

            crowded.bridge.detach(rooms.getLast().id());
            crowded.run();
            for (int i = 0; i <= 10; i++) {
                now += SECOND;
                few.judge(new WorkerTime.Span(0.4, 0));
            }
            assertThat(few.step()).isEqualTo(LoadStep.NONE);
        }
    }

    @Test
    void whoIsShownComposedPicturesGoesOnSoInAnotherLayout() {
        compose();
        for (int i = 0; i < 4; i++) {
            overload();
        }
        hearing.layout = Layout.COURT;
        hearing.let(room, second, third);
        film(10);
        assertThat(hearing.statistics(room).blocked()).isEmpty();
        assertThat(next(330)).extracting(I420Picture::width).containsOnly(320);
    }

    /** What the room sees in so many milliseconds, from a keyframe on. */
    private List<I420Picture> next(int millis) {
        film(9);
        room.transport.forget();
        room.transport.arrive(new PictureLossIndication(1, room.sentSsrc(0)), hearing.now());
        film(millis / MILLIS_FOR_BOTH);
        return seen(room);
    }

    private static List<I420Picture> seen(PictureParty party) {
        return Camera.decode(party.received(0), new H264Depacketizer(), PictureDecoder.h264());
    }
}
