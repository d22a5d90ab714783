package org.courtbridge.media.video.compose;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.coded.VideoProcessor;
import org.courtbridge.media.video.coded.VideoProcessor.Admission;
import org.courtbridge.media.video.receive.VideoReceiver;

/** The transcoders of one hearing, one for each source and what its pictures become. The hearing's control thread's. */
public final class Transcoders {

    private final VideoProcessor processor;
    private final VideoInputs inputs;
    private final BridgeClock clock;
    private final Runnable changed;
    private final Map<Key, Transcoder> running = new HashMap<>();

    private record Key(VideoReceiver source, PictureTarget target) {}

    /**
     * @param inputs of the processor
     * @param changed runs when something can be shown that could not before; from any thread
     */
    public Transcoders(VideoProcessor processor, VideoInputs inputs, BridgeClock clock, Runnable changed) {
        this.processor = processor;
        this.inputs = inputs;
        this.clock = clock;
        this.changed = changed;
    }

    /** Whether a source's pictures can be coded anew now. */
    public boolean canMake(VideoReceiver source, PictureTarget target, Admission admission) {
        return runningWithin(source, target).isPresent() || processor.load().hasRoom(admission);
    }

    /**
     * The best that there is room for: without room for another, one that is made for somebody who takes less; empty without
     * any.
     */
    public Optional<Transcoder> make(VideoReceiver source, PictureTarget target, Admission admission) {
        return Optional.ofNullable(running.get(new Key(source, target)))
                .or(() -> start(source, target, admission))
                .or(() -> runningWithin(source, target));
    }

    private Optional<Transcoder> start(VideoReceiver source, PictureTarget target, Admission admission) {
        if (!processor.load().hasRoom(admission)) {
            return Optional.empty();
        }
        VideoInput input = inputs.of(source);
        VideoPacketizer packets = new VideoPacketizer(target.format(), clock, changed);
        Optional<Transcoder> started = processor
                .transcode(input.input(), target, admission, packets)
                .map(output -> new Transcoder(source, input, target, output, packets));
        started.ifPresent(transcoder -> running.put(new Key(source, target), transcoder));
        return started;
    }

    private Optional<Transcoder> runningWithin(VideoReceiver source, PictureTarget target) {
        return of(source)
                .filter(transcoder -> transcoder.target().isWithin(target))
                .max(Comparator.comparingInt(transcoder -> transcoder.target().bitsPerSecond()));
    }

    private Stream<Transcoder> of(VideoReceiver source) {
        return running.entrySet().stream()
                .filter(entry -> entry.getKey().source() == source)
                .map(Map.Entry::getValue);
    }

    /** Sets the sinks of all transcoders. */
    public <T extends VideoSink> void outputs(Map<VideoSource, List<T>> receivers) {
        running.values().forEach(transcoder -> transcoder.outputs(receivers.getOrDefault(transcoder, List.of())));
    }

    /** The sources whose pictures are coded anew by any of these that run here. */
    public Set<VideoReceiver> sources(Set<VideoSource> used) {
        return running.values().stream()
                .filter(used::contains)
                .map(Transcoder::source)
                .collect(Collectors.toSet());
    }

    /** Ends all others. */
    public void keep(Set<VideoSource> wanted) {
        List<Transcoder> unwanted = running.values().stream()
                .filter(transcoder -> !wanted.contains(transcoder))
                .toList();
        running.values().removeAll(unwanted);
        unwanted.forEach(Transcoder::close);
        if (!unwanted.isEmpty()) {
            changed.run();
        }
    }

    public void close() {
        running.values().forEach(Transcoder::close);
        running.clear();
    }
}
