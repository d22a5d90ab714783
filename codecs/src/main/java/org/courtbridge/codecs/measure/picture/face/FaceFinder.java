package org.courtbridge.codecs.measure.picture.face;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.courtbridge.codecs.video.I420Picture;

/**
 * Finds the faces in a picture.
 *
 * <p>For one thread at a time, and that a platform thread, as it works in native code. Holds native memory until it is closed.
 */
public interface FaceFinder extends AutoCloseable {

    /** The faces, the most confident first; empty if there are none that it is sure of. */
    List<FaceBox> find(I420Picture picture);

    /** Whether it has time for a picture now: of one that is shared and has not, more is to be had a little later. */
    default boolean hasTime() {
        return true;
    }

    /** Whether that it finds none tells that there is none; else it misses faces that people see, such as tilted and small ones. */
    boolean isSureOfNone();

    @Override
    void close();

    /**
     * The best there is: {@link BlazeFace} where the build has put its model into the class path, which it does where an npm registry
     * can be reached; else {@link CascadeFaces}, which takes longer, and knows upright faces only. docs/verdicts.md compares them.
     */
    static FaceFinder best() {
        try (InputStream model = FaceFinder.class.getResourceAsStream("face_detection_short_range.tflite")) {
            return model == null ? CascadeFaces.open() : BlazeFace.of(model.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
