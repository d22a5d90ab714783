package org.courtbridge.media.probe;

import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.measure.picture.PictureReport;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.coded.VideoProcessor;
import org.courtbridge.media.video.compose.VideoInput;
import org.courtbridge.media.video.receive.VideoReceiver;

/** What a party sends of pictures, decoded and measured: of one source after the other, and how much there was no time for. */
final class ProbedPicture implements AutoCloseable {

    private final VideoProcessor processor;
    private final VideoProcessor.Measurement measurement;
    private final BridgeClock clock;

    // Guarded by this.
    private Optional<VideoReceiver> source = Optional.empty();
    private Optional<VideoInput> input = Optional.empty();
    private long leftOut;
    private long measuredSince;

    /** @param processor for this alone; closed with it */
    ProbedPicture(VideoProcessor processor, BridgeClock clock) {
        this.processor = processor;
        this.measurement = processor.measurement();
        this.clock = clock;
        this.measuredSince = clock.now();
    }

    /** Measures this source from now on, or none; {@link #sinks} are its sinks. */
    synchronized void follow(Optional<VideoReceiver> next) {
        if (next.equals(source)) {
            return;
        }
        countLeftOut();
        input.ifPresent(VideoInput::close);
        source = next;
        input = next.map(from -> new VideoInput(from, processor, clock));
        measurement.of(input.map(VideoInput::input));
        next.ifPresent(from -> from.keyframeWanted(clock.now()));
    }

    /** The source that is measured. */
    synchronized Optional<VideoReceiver> source() {
        return source;
    }

    /** The sinks that a source's packets have to go to for this: none if it is not measured. */
    synchronized List<VideoSink> sinks(VideoReceiver layer) {
        return source.equals(Optional.of(layer))
                ? input.<List<VideoSink>>map(List::of).orElse(List.of())
                : List.of();
    }

    /** Forgets what was measured. */
    synchronized void again() {
        measurement.again();
        countLeftOut();
        leftOut = 0;
        measuredSince = clock.now();
    }

    /** Measures no more, until {@link #again}. */
    void end(long now) {
        measurement.end(now);
    }

    /** Part of the time that was measured, 0 to 1, whose pictures there was no time for. */
    synchronized double leftOut(long now) {
        countLeftOut();
        return (double) leftOut / Math.max(1, now - measuredSince);
    }

    private void countLeftOut() {
        leftOut += input.map(VideoInput::input)
                .map(VideoProcessor.Input::takeLeftOut)
                .orElse(0L);
    }

    /** Figures up to now; goes on measuring. Takes long. */
    PictureReport report() {
        return measurement.report();
    }

    @Override
    public synchronized void close() {
        follow(Optional.empty());
        processor.close();
    }
}
