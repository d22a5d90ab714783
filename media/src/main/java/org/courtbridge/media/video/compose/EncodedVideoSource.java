package org.courtbridge.media.video.compose;

import java.util.List;
import org.courtbridge.media.video.ParameterSets;
import org.courtbridge.media.video.PictureDescription;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.coded.VideoProcessor;

/** Pictures that a processor codes, once for all who see them. As long as it fails there are none, and those who are shown stills see one. */
public abstract sealed class EncodedVideoSource implements VideoSource permits Transcoder, Composition {

    private final PictureTarget target;
    private final VideoProcessor.Output output;
    private final VideoPacketizer packets;

    /**
     * @param output codes the pictures
     * @param packets takes them from there
     */
    EncodedVideoSource(PictureTarget target, VideoProcessor.Output output, VideoPacketizer packets) {
        this.target = target;
        this.output = output;
        this.packets = packets;
    }

    @Override
    public final boolean isCodedHere() {
        return true;
    }

    @Override
    public void keyframeWanted(long now) {
        output.keyframeWanted();
    }

    /** The target of the pictures when nothing has to be saved. From any thread. */
    public final PictureTarget target() {
        return target;
    }

    /** Sets the sinks that see this, which begins with the first; called by the hearing's control thread alone. */
    public final void outputs(List<? extends VideoSink> receivers) {
        packets.outputs(this, receivers);
        if (!receivers.isEmpty()) {
            output.start();
        }
    }

    /** Whether nobody else sees this. The hearing's control thread's. */
    public final boolean isSeenBy(VideoSink viewer) {
        return packets.isSeenBy(viewer);
    }

    @Override
    public final PictureDescription description() {
        return packets.description();
    }

    @Override
    public final ParameterSets parameters() {
        return packets.parameters();
    }

    /** Nobody sees this any more. From any thread. */
    final void close() {
        packets.outputs(this, List.of());
        output.close();
    }
}
