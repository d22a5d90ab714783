package org.courtbridge.media.video.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.media.audio.AudioPort;
import org.courtbridge.media.audio.AudioTap;
import org.courtbridge.media.bridge.BridgeLeg;
import org.courtbridge.media.bridge.PictureParty;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.coded.CodedPicture;
import org.courtbridge.media.video.coded.VideoProcessor;
import org.courtbridge.media.video.processing.Captions;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.courtbridge.media.video.receive.SimulcastReceiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a processor is told of a source, besides its pictures. */
class VideoInputTest {

    private final BridgeClock clock = new BridgeClock(InstantSource.system(), () -> 7_000_000_000L);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final PictureWorkers workers = PictureWorkers.withPlaces(0);
    private final PictureParty party = PictureParty.room("A", channel.eventLoop());
    private final BridgeLeg leg = new BridgeLeg(
            party,
            party.id().value(),
            new AudioPort(AudioTap.NOBODY),
            new BridgeLeg.Surroundings(
                    clock,
                    MediaTrace.OFF,
                    Captions.NONE,
                    workers::stillEncoder,
                    new InternalErrors(InstantSource.system())),
            () -> {});
    private final List<Seen> told = new ArrayList<>();

    private record Seen(boolean open, long lossTimeoutNanos) {}

    @AfterEach
    void close() {
        leg.end();
        channel.runPendingTasks();
        workers.close();
        channel.finishAndReleaseAll();
    }

    /** Who sees whom is worked out a little later than who is inside. */
    @Test
    void theProcessorKnowsAtOnceWhoIsCutOffAndHowLongPicturesLast() {
        leg.media(party.media());
        channel.runPendingTasks();
        SimulcastReceiver source = leg.source().orElseThrow();
        VideoInput input = new VideoInput(source.largest(), new Told(), clock);
        source.largest().outputs(List.of(input));
        assertThat(told).containsExactly(new Seen(false, VideoSource.LOSS_TIMEOUT_NANOS));

        leg.open(true);
        assertThat(told).last().isEqualTo(new Seen(true, VideoSource.LOSS_TIMEOUT_NANOS));
        source.screen(true);
        assertThat(told).last().isEqualTo(new Seen(true, VideoSource.SLOW_LOSS_TIMEOUT_NANOS));
        leg.open(false);
        assertThat(told).last().isEqualTo(new Seen(false, VideoSource.SLOW_LOSS_TIMEOUT_NANOS));
        leg.open(true);
        source.end();
        assertThat(told)
                .as("another stream is in its place")
                .last()
                .isEqualTo(new Seen(false, VideoSource.SLOW_LOSS_TIMEOUT_NANOS));
    }

    @Test
    void whoHangsUpIsSeenNoMore() {
        leg.media(party.media());
        channel.runPendingTasks();
        SimulcastReceiver source = leg.source().orElseThrow();
        source.largest().outputs(List.of(new VideoInput(source.largest(), new Told(), clock)));
        leg.open(true);
        leg.end();
        assertThat(told).last().isEqualTo(new Seen(false, VideoSource.LOSS_TIMEOUT_NANOS));
    }

    /** Keeps what its one input is told; makes nothing. */
    private final class Told implements VideoProcessor {

        @Override
        public Input input(String source, EventExecutor timer, Runnable lost) {
            return new Input() {
                @Override
                public void put(CodedPicture picture) {
                    throw new AssertionError("nothing was sent");
                }

                @Override
                public void seen(boolean open, long lossTimeoutNanos) {
                    told.add(new Seen(open, lossTimeoutNanos));
                }

                @Override
                public long takeLeftOut() {
                    return 0;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public Optional<Output> transcode(Input input, PictureTarget target, Admission admission, Receiver receiver) {
            return Optional.empty();
        }

        @Override
        public Optional<ComposedOutput> compose(PictureTarget target, Admission admission, Receiver receiver) {
            return Optional.empty();
        }

        @Override
        public Thumbnail thumbnail() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Measurement measurement() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Load load() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
