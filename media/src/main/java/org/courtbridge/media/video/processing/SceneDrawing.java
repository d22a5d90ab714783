package org.courtbridge.media.video.processing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.codecs.compose.Canvas;
import org.courtbridge.codecs.compose.Tile;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.coded.VideoProcessor.Label;

/** Draws a composed picture, of which it keeps what has not changed. One worker's at a time; holds native memory. */
final class SceneDrawing implements AutoCloseable {

    private final Captions captions;
    private PictureTarget becomes;
    private Canvas canvas;
    private Scenery drawn = Scenery.NOTHING;
    private List<Painted> painted = List.of();

    /**
     * The contents of a picture.
     *
     * @param pictures in the order of the arrangement's tiles
     * @param labels in the same order
     */
    record Scenery(
            Arrangement arrangement, List<TilePictures> pictures, List<Label> labels, Optional<Language> language) {

        static final Scenery NOTHING = new Scenery(Arrangement.WHOLE, List.of(), List.of(), Optional.empty());

        List<Tile> tiles(PictureSize canvas) {
            return pictures.isEmpty() ? List.of() : arrangement.tiles(pictures.size(), canvas);
        }
    }

    /** The content of a tile: a party's picture, or word that there is none; and who it is. */
    private record Painted(Optional<NativePicture> picture, Optional<Label> label) {

        static final Painted NOTHING = new Painted(Optional.empty(), Optional.empty());

        boolean shows(Optional<NativePicture> other, Label wanted) {
            return label.filter(wanted::equals).isPresent()
                    && picture.isPresent() == other.isPresent()
                    && (picture.isEmpty() || picture.get() == other.get());
        }
    }

    SceneDrawing(PictureTarget target, Captions captions) {
        this.captions = captions;
        this.becomes = target;
        this.canvas = canvas();
    }

    private Canvas canvas() {
        return new Canvas(size(), becomes.format().coding().pixels());
    }

    private PictureSize size() {
        return becomes.largest().size();
    }

    /**
     * Draws what has changed.
     *
     * @param target what the picture becomes
     * @param time until when the parties' pictures are due
     * @return whether anything has changed
     */
    boolean draw(Scenery wanted, PictureTarget target, long time, long now) {
        resize(target);
        boolean moved = arrange(wanted);
        for (int i = 0; i < wanted.pictures().size(); i++) {
            int number = i;
            moved |= wanted.pictures().get(i).draw(time, now, picture -> paint(number, wanted, picture));
        }
        return moved;
    }

    private void resize(PictureTarget wanted) {
        boolean sameSize = wanted.largest() == becomes.largest();
        becomes = wanted;
        if (!sameSize) {
            Canvas fresh = canvas();
            canvas.close();
            canvas = fresh;
            drawn = Scenery.NOTHING;
        }
    }

    /** Whether that changed anything. */
    private boolean arrange(Scenery wanted) {
        if (wanted.tiles(size()).equals(drawn.tiles(size()))
                && wanted.pictures().equals(drawn.pictures())) {
            drawn = wanted;
            return false;
        }
        drawn = wanted;
        canvas.arrange(wanted.tiles(size()));
        painted = new ArrayList<>(IntStream.range(0, wanted.pictures().size())
                .mapToObj(_ -> Painted.NOTHING)
                .toList());
        return true;
    }

    /** Whether the tile looks different now. */
    private boolean paint(int number, Scenery wanted, Optional<NativePicture> picture) {
        Label label = wanted.labels().get(number);
        if (painted.get(number).shows(picture, label)) {
            return false;
        }
        PictureSize tile = drawn.tiles(size()).get(number).size();
        picture.ifPresentOrElse(
                shown -> canvas.draw(number, shown),
                () -> canvas.draw(number, captions.absent(wanted.language(), tile.width(), tile.height())));
        captions.name(label, tile.width(), tile.height()).ifPresent(name -> canvas.caption(number, name));
        painted.set(number, new Painted(picture, Optional.of(label)));
        return true;
    }

    /** The picture as it was drawn last; until the next one is. */
    NativePicture picture() {
        return canvas.picture();
    }

    @Override
    public void close() {
        canvas.close();
    }
}
