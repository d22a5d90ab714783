package org.courtbridge.media.video.compose;

import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.coded.VideoProcessor;
import org.courtbridge.media.video.receive.VideoReceiver;

/** The pictures of one source coded anew, once for all receivers that cannot take them as they come but take the same instead. */
public final class Transcoder extends EncodedVideoSource {

    private final VideoReceiver source;
    private final VideoInput input;

    /**
     * @param input of the source
     * @param output codes its pictures
     * @param packets takes them from there
     */
    Transcoder(
            VideoReceiver source,
            VideoInput input,
            PictureTarget target,
            VideoProcessor.Output output,
            VideoPacketizer packets) {
        super(target, output, packets);
        this.source = source;
        this.input = input;
    }

    /** The source whose pictures it codes. */
    public VideoReceiver source() {
        return source;
    }

    /** The next picture will be one; the source is troubled only if there is none to go on from. */
    @Override
    public void keyframeWanted(long now) {
        super.keyframeWanted(now);
        input.keyframeWanted(now);
    }

    @Override
    public long lossTimeoutNanos() {
        return source.lossTimeoutNanos();
    }

    @Override
    public boolean open() {
        return source.open();
    }

    @Override
    public int openings() {
        return source.openings();
    }
}
