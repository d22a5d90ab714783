package org.courtbridge.codecs.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureScaler;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.codecs.video.PixelShape;

/**
 * A picture that others are drawn into, each whole and in its own shape, in the middle of its tile, with black around it.
 *
 * <p>For one thread at a time. Holds native memory until it is closed.
 */
public final class Canvas implements AutoCloseable {

    private static final int BLACK = 16;
    private static final int GREY = 128;

    private final I420Picture picture;
    private List<Frame> frames = List.of();

    /** A tile, and what brings pictures to its size. */
    private static final class Frame {

        private final Tile tile;
        private Optional<PictureScaler> scaler = Optional.empty();

        Frame(Tile tile) {
            this.tile = tile;
        }

        void close() {
            scaler.ifPresent(PictureScaler::close);
            scaler = Optional.empty();
        }
    }

    /** A black one, with no tiles. */
    public Canvas(PictureSize size, PixelShape pixels) {
        this.picture = new I420Picture(size.width(), size.height(), pixels);
    }

    /**
     * From now on it has these tiles, all black.
     *
     * @throws IllegalArgumentException if one of them does not lie within it
     */
    public void arrange(List<Tile> tiles) {
        List<Frame> arranged = new ArrayList<>();
        for (Tile tile : tiles) {
            if (tile.right() > picture.width() || tile.bottom() > picture.height()) {
                throw new IllegalArgumentException(
                        "tile: %s (expected: within %s)".formatted(tile, PictureSize.of(picture)));
            }
            arranged.add(new Frame(tile));
        }
        frames.forEach(Frame::close);
        frames = List.copyOf(arranged);
        black(new Tile(0, 0, PictureSize.of(picture)));
    }

    /**
     * Draws a picture into a tile, over all that was there.
     *
     * @param number of the tile, from 0 on, as they were arranged
     */
    public void draw(int number, I420Picture shown) {
        Frame frame = frames.get(number);
        PictureSize to = frame.tile.size();
        if (!frame.scaler.filter(known -> known.takes(shown)).isPresent()) {
            frame.close();
            black(frame.tile);
            frame.scaler = Optional.of(new PictureScaler(PictureSize.of(shown), shown.pixels(), to, picture.pixels()));
        }
        frame.scaler.orElseThrow().scale(shown, picture, frame.tile.left(), frame.tile.top());
    }

    /** Nothing is in the tile any more. */
    public void clear(int number) {
        frames.get(number).close();
        black(frames.get(number).tile);
    }

    /**
     * Lays something over a tile, at its lower edge, in the middle, until the next picture is drawn there.
     *
     * @throws IllegalArgumentException if it is larger than the tile
     */
    public void caption(int number, Overlay overlay) {
        Tile tile = frames.get(number).tile;
        if (overlay.width() > tile.size().width()
                || overlay.height() > tile.size().height()) {
            throw new IllegalArgumentException(
                    "overlay: %d×%d (expected: at most %s)".formatted(overlay.width(), overlay.height(), tile.size()));
        }
        int left = tile.left() + (tile.size().width() - overlay.width()) / 4 * 2;
        overlay.over(picture, left, tile.bottom() - overlay.height());
    }

    private void black(Tile tile) {
        picture.fill(tile.left(), tile.top(), tile.size().width(), tile.size().height(), BLACK, GREY, GREY);
    }

    /** What was drawn so far; changes with the next drawing. */
    public I420Picture picture() {
        return picture;
    }

    @Override
    public void close() {
        frames.forEach(Frame::close);
        frames = List.of();
    }
}
