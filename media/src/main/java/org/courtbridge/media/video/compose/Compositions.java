package org.courtbridge.media.video.compose;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.coded.VideoProcessor;
import org.courtbridge.media.video.coded.VideoProcessor.Admission;
import org.courtbridge.media.video.receive.VideoReceiver;

/**
 * The compositions of one hearing, one for each scene and what its picture becomes. One whose viewers are all to see another
 * scene goes on with that. The hearing's control thread's.
 */
public final class Compositions {

    private final VideoProcessor processor;
    private final VideoInputs inputs;
    private final BridgeClock clock;
    private final Runnable changed;
    private final Set<Composition> running = new HashSet<>();

    /** Those of which it is known this time what they show. */
    private final Set<Composition> settled = new HashSet<>();

    /**
     * @param inputs of the processor
     * @param changed runs when something can be shown that could not before; from any thread
     */
    public Compositions(VideoProcessor processor, VideoInputs inputs, BridgeClock clock, Runnable changed) {
        this.processor = processor;
        this.inputs = inputs;
        this.clock = clock;
        this.changed = changed;
    }

    /** It is worked out anew who sees what. */
    public void begin() {
        settled.clear();
    }

    /**
     * Shows a scene by a composition for the target: one that is there, or a new one; empty if there is no room.
     *
     * @param parts the scene's parties
     * @param present what the viewer sees now
     */
    public Optional<Composition> make(
            Scene scene,
            List<Composition.Part> parts,
            PictureTarget target,
            Optional<Composition> present,
            Admission admission) {
        Optional<Composition> made = running.stream()
                .filter(known -> known.target().equals(target) && known.scene().equals(scene))
                .findFirst()
                .or(() -> present.filter(
                        known -> running.contains(known) && known.target().equals(target) && !settled.contains(known)))
                .or(() -> start(target, admission));
        made.ifPresent(composition -> {
            composition.show(scene, parts, inputs);
            settled.add(composition);
        });
        return made;
    }

    private Optional<Composition> start(PictureTarget target, Admission admission) {
        VideoPacketizer packets = new VideoPacketizer(target.format(), clock, changed);
        Optional<Composition> started =
                processor.compose(target, admission, packets).map(output -> new Composition(target, output, packets));
        started.ifPresent(running::add);
        return started;
    }

    /** In which a composed picture of that target is drawn now. */
    public PictureSize size(PictureTarget target) {
        return target.under(processor.load().step()).largest().size();
    }

    public boolean areRunning() {
        return !running.isEmpty();
    }

    /** Sets the sinks of all compositions. */
    public <T extends VideoSink> void outputs(Map<VideoSource, List<T>> receivers) {
        running.forEach(composition -> composition.outputs(receivers.getOrDefault(composition, List.of())));
    }

    /** The sources whose pictures are in any of these that run here. */
    public Set<VideoReceiver> sources(Set<VideoSource> used) {
        return running.stream()
                .filter(used::contains)
                .flatMap(composition -> composition.sources().stream())
                .collect(Collectors.toSet());
    }

    /** Ends all others. */
    public void keep(Set<VideoSource> wanted) {
        List<Composition> unwanted = running.stream()
                .filter(composition -> !wanted.contains(composition))
                .toList();
        unwanted.forEach(this::end);
        if (!unwanted.isEmpty()) {
            changed.run();
        }
    }

    private void end(Composition composition) {
        running.remove(composition);
        composition.close();
    }

    public void close() {
        List.copyOf(running).forEach(this::end);
    }
}
