package org.courtbridge.gateway.probe;

import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.measure.picture.face.FaceBox;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.codecs.video.I420Picture;

/** One finder for all who are tried, one picture after the other; made when it is needed first. From any platform thread. */
public final class SharedFaces implements FaceFinder {

    private static final int SIDE = 128;

    private Optional<FaceFinder> finder = Optional.empty();
    private boolean closed;

    private FaceFinder finder() {
        if (finder.isEmpty()) {
            finder = Optional.of(FaceFinder.best());
        }
        return finder.get();
    }

    /** Loads what takes long the first time. */
    synchronized void warmUp() {
        if (!closed && finder.isEmpty()) {
            finder().find(new I420Picture(SIDE, SIDE));
        }
    }

    @Override
    public synchronized List<FaceBox> find(I420Picture picture) {
        return closed ? List.of() : finder().find(picture);
    }

    /** Whoever is asked after the end is sure of nothing. */
    @Override
    public synchronized boolean isSureOfNone() {
        return !closed && finder().isSureOfNone();
    }

    @Override
    public synchronized void close() {
        closed = true;
        finder.ifPresent(FaceFinder::close);
    }
}
