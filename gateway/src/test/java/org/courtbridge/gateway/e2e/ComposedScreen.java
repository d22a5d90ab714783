package org.courtbridge.gateway.e2e;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.codecs.compose.Tile;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.codecs.video.PixelShape;

/**
 * A room's screen with several parties in one picture.
 *
 * @param parties that are to be seen
 * @param pixels of the room's pictures
 */
record ComposedScreen(Arrangement arrangement, int parties, PixelShape pixels) {

    private static final PictureSize FILM = new PictureSize(Film.WIDTH, Film.HEIGHT);

    /** Of a room whose codec knows no other shape: it stretches its film. */
    private static final PictureSize STRETCHED = new PictureSize(640, 480);

    /** What each tile shows. */
    List<Optional<CodedPicture>> read(BufferedImage screen) {
        PictureSize size = new PictureSize(screen.getWidth(), screen.getHeight());
        return arrangement.tiles(parties, size).stream()
                .map(tile -> read(screen, tile, FILM).or(() -> read(screen, tile, STRETCHED)))
                .toList();
    }

    private Optional<CodedPicture> read(BufferedImage screen, Tile tile, PictureSize shape) {
        PictureSize film = tile.size().largestOfShape(shape, PixelShape.SQUARE, pixels);
        int left = tile.left() + (tile.size().width() - film.width()) / 4 * 2;
        int top = tile.top() + (tile.size().height() - film.height()) / 4 * 2;
        return CodedPicture.read(film.width(), film.height(), (x, y) -> screen.getRGB(left + x, top + y) >> 8 & 0xFF);
    }
}
