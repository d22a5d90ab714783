package org.courtbridge.media.video.processing;

import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.LoadStep;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.coded.VideoProcessor;

/** Does it in this process, on the {@link PictureWorkers}' threads. */
final class InProcessVideoProcessor implements VideoProcessor {

    private final PictureWorkers workers;
    private final Setting setting;
    private final Load load = new WorkersLoad();

    /**
     * What the work is done with.
     *
     * @param threads on which pictures are decoded
     * @param timer says when pictures of several sources are due
     * @param faces finds them where pictures are measured; empty if nobody is to look for them
     * @param changed runs when there may be room for another output, or the load step has changed
     */
    record Setting(
            Executor threads,
            EventExecutor timer,
            BridgeClock clock,
            Captions captions,
            Optional<FaceFinder> faces,
            Runnable changed) {}

    InProcessVideoProcessor(PictureWorkers workers, Setting setting) {
        this.workers = workers;
        this.setting = setting;
    }

    @Override
    public SharedVideoDecoder input(String source, EventExecutor timer, Runnable lost) {
        return new SharedVideoDecoder(source, timer, lost, setting.threads, setting.clock);
    }

    @Override
    public Optional<Output> transcode(Input input, PictureTarget target, Admission admission, Receiver receiver) {
        return workers.take(admission)
                .map(place -> new Transcoding((SharedVideoDecoder) input, coding(target, place, receiver)));
    }

    @Override
    public Optional<ComposedOutput> compose(PictureTarget target, Admission admission, Receiver receiver) {
        return workers.take(admission)
                .map(place -> new Composer(
                        setting.captions, setting.timer, workers.errors(), coding(target, place, receiver)));
    }

    private VideoEncoding.Setting coding(PictureTarget target, Workload.Place place, Receiver receiver) {
        return new VideoEncoding.Setting(target, workers, place, setting.clock, receiver, setting.changed);
    }

    @Override
    public Thumbnail thumbnail() {
        return new ThumbnailMaker(setting.clock, workers.stills());
    }

    @Override
    public Measurement measurement() {
        return new PictureMeasurement(setting.faces, setting.clock);
    }

    @Override
    public Load load() {
        return load;
    }

    @Override
    public void close() {
        workers.forget(setting.changed);
        load.lacks(false);
    }

    /** The load of the workers, of all hearings together. */
    private final class WorkersLoad implements Load {

        @Override
        public boolean hasRoom(Admission admission) {
            return workers.hasRoom(admission);
        }

        @Override
        public LoadStep step() {
            return workers.step();
        }

        @Override
        public PictureMisfit reason() {
            return workers.reason();
        }

        @Override
        public void refused(LegId leg) {
            workers.refused(leg);
        }

        @Override
        public void lacks(boolean somebody) {
            workers.lack(InProcessVideoProcessor.this, somebody);
        }
    }
}
