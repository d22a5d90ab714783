package org.courtbridge.codecs.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.codecs.video.PictureScaler;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.codecs.video.PixelShape;

/**
 * A picture that others are drawn into, each whole and in its own shape, in the middle of its tile, with black around it.
 *
 * <p>For one thread at a time. Holds native memory until it is closed.
 */
public final class Canvas implements AutoCloseable {

    private final PictureSize size;
    private final NativePicture picture;
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
        this.size = size;
        this.picture = NativePicture.black(size, pixels);
    }

    /**
     * From now on it has these tiles, all black.
     *
     * @throws IllegalArgumentException if one of them does not lie within it
     */
    public void arrange(List<Tile> tiles) {
        List<Frame> arranged = new ArrayList<>();
        for (Tile tile : tiles) {
            if (tile.right() > size.width() || tile.bottom() > size.height()) {
                throw new IllegalArgumentException("tile: %s (expected: within %s)".formatted(tile, size));
            }
            arranged.add(new Frame(tile));
        }
        frames.forEach(Frame::close);
        frames = List.copyOf(arranged);
        black(new Tile(0, 0, size));
    }

    /**
     * Draws a picture into a tile, over all that was there.
     *
     * @param number of the tile, from 0 on, as they were arranged
     */
    public void draw(int number, NativePicture shown) {
        Frame frame = frames.get(number);
        PictureSize to = frame.tile.size();
        if (frame.scaler
                .filter(known -> known.takes(shown.size(), shown.pixels()))
                .isEmpty()) {
            frame.close();
            black(frame.tile);
            frame.scaler = Optional.of(new PictureScaler(shown.size(), shown.pixels(), to, picture.pixels()));
        }
        frame.scaler.orElseThrow().scale(shown, picture, frame.tile.left(), frame.tile.top());
    }

    /** The same with a picture that is copied first: for such as are not drawn often. */
    public void draw(int number, I420Picture shown) {
        try (NativePicture copy = NativePicture.of(shown)) {
            draw(number, copy);
        }
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
        int top = tile.bottom() - overlay.height();
        I420Picture below = picture.copy(left, top, new PictureSize(overlay.width(), overlay.height()));
        overlay.over(below);
        picture.paste(below, left, top);
    }

    private void black(Tile tile) {
        picture.blacken(tile.left(), tile.top(), tile.size());
    }

    /** The picture as drawn so far; changes with the next drawing, and is closed with the canvas. */
    public NativePicture picture() {
        return picture;
    }

    @Override
    public void close() {
        frames.forEach(Frame::close);
        frames = List.of();
        picture.close();
    }
}
