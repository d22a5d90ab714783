package org.courtbridge.media.video.processing;

import java.util.Optional;
import org.courtbridge.media.video.coded.VideoProcessor;

/** Has a sink take the decoded pictures of one input after the other. From any thread. */
final class Tap {

    private final DecodedPictureSink sink;

    // Guarded by this.
    private Optional<SharedVideoDecoder> from = Optional.empty();
    private boolean over;

    Tap(DecodedPictureSink sink) {
        this.sink = sink;
    }

    /** Takes those of this one from now on, or of none. */
    synchronized void on(Optional<? extends VideoProcessor.Input> input) {
        Optional<SharedVideoDecoder> next = over ? Optional.empty() : input.map(SharedVideoDecoder.class::cast);
        if (!next.equals(from)) {
            from.ifPresent(before -> before.remove(sink));
            next.ifPresent(decoder -> decoder.add(sink));
            from = next;
        }
    }

    /** Takes none any more. */
    synchronized void end() {
        on(Optional.empty());
        over = true;
    }
}
