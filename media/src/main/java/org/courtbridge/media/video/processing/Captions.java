package org.courtbridge.media.video.processing;

import java.util.Optional;
import org.courtbridge.codecs.compose.Overlay;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.video.coded.VideoProcessor.Label;

/** Draws what composed pictures say of the parties in them. From any worker. */
public interface Captions {

    /** Says nothing. */
    Captions NONE = new Captions() {
        @Override
        public Optional<Overlay> name(Label label, int width, int height) {
            return Optional.empty();
        }

        @Override
        public I420Picture absent(Optional<Language> language, int width, int height) {
            return I420Picture.black(width, height);
        }
    };

    /**
     * The label for a tile.
     *
     * @param width pixels of the tile, even
     * @param height pixels of the tile, even
     * @return no larger than the tile; empty where it has no room for letters that could be read
     */
    Optional<Overlay> name(Label label, int width, int height);

    /**
     * Draws the tile of a party that sends no picture.
     *
     * @param language of those who see it, if anybody said so
     * @param width pixels, even
     * @param height pixels, even
     */
    I420Picture absent(Optional<Language> language, int width, int height);
}
