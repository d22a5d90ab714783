package org.courtbridge.codecs.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.courtbridge.codecs.video.PictureSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrangementTest {

    private static final PictureSize HD = new PictureSize(1_280, 720);

    private static final List<PictureSize> CANVASES = List.of(
            HD,
            new PictureSize(1_920, 1_080),
            new PictureSize(640, 360),
            new PictureSize(352, 288),
            new PictureSize(176, 144));

    @ParameterizedTest
    @EnumSource
    void hasATileForEachThatLiesWithinAndCoversNoOther(Arrangement arrangement) {
        for (PictureSize canvas : CANVASES) {
            for (int pictures = 1; pictures <= arrangement.most(); pictures++) {
                List<Tile> tiles = arrangement.tiles(pictures, canvas);
                assertThat(tiles).as("%d on %s", pictures, canvas).hasSize(pictures);
                for (Tile tile : tiles) {
                    assertThat(tile.right()).as("%s on %s", tile, canvas).isLessThanOrEqualTo(canvas.width());
                    assertThat(tile.bottom()).as("%s on %s", tile, canvas).isLessThanOrEqualTo(canvas.height());
                    assertThat(tiles.stream().filter(other -> overlap(tile, other)))
                            .as("%s on %s", tile, canvas)
                            .containsExactly(tile);
                }
            }
        }
    }

    private static boolean overlap(Tile one, Tile other) {
        return one.left() < other.right()
                && other.left() < one.right()
                && one.top() < other.bottom()
                && other.top() < one.bottom();
    }

    @ParameterizedTest
    @EnumSource
    void hasNoRoomForMoreThanItSays(Arrangement arrangement) {
        assertThatThrownBy(() -> arrangement.tiles(arrangement.most() + 1, HD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pictures: %d", arrangement.most() + 1);
        assertThatThrownBy(() -> arrangement.tiles(0, HD)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void allOfAGridAreOfOneSize() {
        for (int pictures : IntStream.rangeClosed(2, 16).toArray()) {
            assertThat(Arrangement.GRID.tiles(pictures, HD).stream()
                            .map(tile -> tile.size().height())
                            .distinct())
                    .as("%d", pictures)
                    .hasSize(1);
        }
        assertThat(Arrangement.GRID.tiles(4, HD))
                .containsExactly(
                        tile(0, 0, 640, 360), tile(640, 0, 640, 360), tile(0, 360, 640, 360), tile(640, 360, 640, 360));
        assertThat(Arrangement.GRID.tiles(3, HD).getLast()).isEqualTo(tile(320, 360, 640, 360));
        assertThat(Arrangement.GRID.tiles(16, HD).getLast()).isEqualTo(tile(960, 540, 320, 180));
    }

    @Test
    void whatIsPresentedIsLargeAndTheOthersGoDownBesideIt() {
        assertThat(Arrangement.LARGE_AND_COLUMN.tiles(3, HD))
                .containsExactly(tile(0, 0, 1_024, 720), tile(1_024, 0, 256, 144), tile(1_024, 144, 256, 144));
        assertThat(Arrangement.LARGE_AND_COLUMN.tiles(6, HD).getLast()).isEqualTo(tile(1_024, 576, 256, 144));
    }

    @Test
    void aCourtSeesOneLargeAndTheOthersBelow() {
        assertThat(Arrangement.LARGE_AND_STRIP.tiles(3, HD))
                .containsExactly(tile(0, 0, 1_280, 540), tile(320, 540, 320, 180), tile(640, 540, 320, 180));
        assertThat(Arrangement.LARGE_AND_STRIP.tiles(9, HD).getLast()).isEqualTo(tile(1_120, 540, 160, 180));
    }

    @Test
    void othersGoAroundALargeOne() {
        assertThat(Arrangement.ONE_AND_SEVEN.tiles(8, HD))
                .containsExactly(
                        tile(0, 0, 960, 540),
                        tile(960, 0, 320, 180),
                        tile(960, 180, 320, 180),
                        tile(960, 360, 320, 180),
                        tile(0, 540, 320, 180),
                        tile(320, 540, 320, 180),
                        tile(640, 540, 320, 180),
                        tile(960, 540, 320, 180));
        assertThat(Arrangement.ONE_AND_FIVE.tiles(6, HD).getFirst().size()).isEqualTo(new PictureSize(854, 480));
    }

    private static Tile tile(int left, int top, int width, int height) {
        return new Tile(left, top, new PictureSize(width, height));
    }
}
