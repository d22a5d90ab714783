package org.courtbridge.media.video.compose;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.coded.VideoProcessor;
import org.courtbridge.media.video.coded.VideoProcessor.Label;
import org.courtbridge.media.video.receive.VideoReceiver;

/** Several parties in one picture, composed and coded once for all who see the same. */
public final class Composition extends EncodedVideoSource {

    private final VideoProcessor.ComposedOutput output;

    // The hearing's control thread.
    private Scene scene = Scene.EMPTY;
    private Set<VideoReceiver> sources = Set.of();

    /**
     * A party in the picture.
     *
     * @param source of its pictures
     */
    public record Part(VideoReceiver source, Label label) {}

    /**
     * @param output composes and codes them
     * @param packets takes them from there
     */
    Composition(PictureTarget target, VideoProcessor.ComposedOutput output, VideoPacketizer packets) {
        super(target, output, packets);
        this.output = output;
    }

    /** Sets the scene that is composed from the next picture on. The hearing's control thread's. */
    void show(Scene shown, List<Part> parts, VideoInputs inputs) {
        scene = shown;
        sources = parts.stream().map(Part::source).collect(Collectors.toSet());
        output.show(
                shown.arrangement(),
                parts.stream()
                        .map(part ->
                                new VideoProcessor.Tile(inputs.of(part.source()).input(), part.label()))
                        .toList(),
                shown.language());
    }

    /** The hearing's control thread's. */
    Scene scene() {
        return scene;
    }

    /** The sources whose pictures are in it. The hearing's control thread's. */
    Set<VideoReceiver> sources() {
        return sources;
    }

    /** Its parties come and go within it. */
    @Override
    public boolean open() {
        return true;
    }

    @Override
    public int openings() {
        return 0;
    }
}
