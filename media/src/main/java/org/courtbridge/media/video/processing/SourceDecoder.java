package org.courtbridge.media.video.processing;

import java.util.Optional;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.codecs.video.PictureCodecException;
import org.courtbridge.codecs.video.PictureCoding;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.media.video.coded.CodedPicture;

/**
 * Decodes the pictures of one source, in whatever coding they come; after one that cannot be decoded, from the next keyframe on. From
 * any thread, one at a time; holds native memory.
 */
final class SourceDecoder implements AutoCloseable {

    private final Runnable lost;
    private final Failures failures;

    // Guarded by this.
    private Optional<PictureDecoder> decoder = Optional.empty();
    private Optional<PictureCoding> coding = Optional.empty();
    private boolean awaitsKeyframe;
    private boolean closed;

    /**
     * @param source for the log
     * @param lost runs when a picture could not be decoded
     */
    SourceDecoder(String source, Runnable lost) {
        this.lost = lost;
        this.failures = new Failures("the picture of " + source + " cannot be decoded");
    }

    /** Empty if it cannot be decoded, or depends on one that could not. @return to be closed */
    Optional<NativePicture> decode(CodedPicture picture, long now) {
        Optional<NativePicture> plain;
        synchronized (this) {
            if (closed || awaitsKeyframe && !picture.keyframe()) {
                return Optional.empty();
            }
            plain = tried(picture, now);
            awaitsKeyframe = plain.isEmpty();
        }
        if (plain.isEmpty()) {
            lost.run();
        }
        return plain;
    }

    private Optional<NativePicture> tried(CodedPicture picture, long now) {
        try {
            Optional<NativePicture> plain = decoder(picture.format()).decodeNative(picture.bytes());
            failures.ended();
            return plain;
        } catch (PictureCodecException e) {
            failures.failed(e, now);
            return Optional.empty();
        }
    }

    private PictureDecoder decoder(PictureFormat format) {
        if (!coding.equals(Optional.of(format.coding()))) {
            free();
            decoder = Optional.of(format.coding().decoder());
            coding = Optional.of(format.coding());
        }
        return decoder.orElseThrow();
    }

    private void free() {
        decoder.ifPresent(PictureDecoder::close);
        decoder = Optional.empty();
        coding = Optional.empty();
    }

    /** It decodes nothing any more. */
    @Override
    public synchronized void close() {
        closed = true;
        free();
    }
}
