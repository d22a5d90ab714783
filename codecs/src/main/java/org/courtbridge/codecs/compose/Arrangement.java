package org.courtbridge.codecs.compose;

import java.util.ArrayList;
import java.util.List;
import org.courtbridge.codecs.video.PictureSize;

/** Layout of pictures on a canvas of any size. The first is the most important one, where one is larger than the others. */
public enum Arrangement {
    /** One that fills everything. */
    WHOLE(1) {
        @Override
        List<Tile> place(int pictures, Cells cells) {
            return List.of(cells.tile(0, 0, 1, 1));
        }
    },
    /** Two beside each other. */
    SIDE_BY_SIDE(2) {
        @Override
        List<Tile> place(int pictures, Cells cells) {
            return rows(cells, pictures, pictures);
        }
    },
    /** Up to sixteen of one size, in rows; what the last row lacks is left free on both sides alike. */
    GRID(16) {
        @Override
        List<Tile> place(int pictures, Cells cells) {
            int columns = (int) Math.ceil(Math.sqrt(pictures));
            return rows(cells, pictures, columns);
        }
    },
    /** One above, and a strip of up to eight below it, of a quarter of the height. */
    LARGE_AND_STRIP(9) {
        @Override
        List<Tile> place(int pictures, Cells cells) {
            List<Tile> tiles = new ArrayList<>();
            tiles.add(cells.tile(0, 0, 1, 1 - STRIP));
            int small = pictures - 1;
            double width = Math.min(STRIP, 1.0 / Math.max(1, small));
            double left = (1 - small * width) / 2;
            for (int i = 0; i < small; i++) {
                tiles.add(cells.tile(left + i * width, 1 - STRIP, left + (i + 1) * width, 1));
            }
            return tiles;
        }
    },
    /** One of four fifths of the width and all of the height, and up to five beside it, from the top. */
    LARGE_AND_COLUMN(6) {
        @Override
        List<Tile> place(int pictures, Cells cells) {
            List<Tile> tiles = new ArrayList<>();
            tiles.add(cells.tile(0, 0, 1 - COLUMN, 1));
            for (int i = 1; i < pictures; i++) {
                tiles.add(cells.tile(1 - COLUMN, (i - 1) * COLUMN, 1, i * COLUMN));
            }
            return tiles;
        }
    },
    /** One of two thirds of width and height, three below it and two beside it. */
    ONE_AND_FIVE(6) {
        @Override
        List<Tile> place(int pictures, Cells cells) {
            return around(cells, pictures, 3);
        }
    },
    /** One of three quarters of width and height, four below it and three beside it. */
    ONE_AND_SEVEN(8) {
        @Override
        List<Tile> place(int pictures, Cells cells) {
            return around(cells, pictures, 4);
        }
    };

    private static final double STRIP = 0.25;
    private static final double COLUMN = 0.2;

    private final int most;

    Arrangement(int most) {
        this.most = most;
    }

    /** Pictures that have room. */
    public int most() {
        return most;
    }

    /**
     * Returns the places of so many pictures.
     *
     * @param pictures 1 to {@link #most}
     */
    public List<Tile> tiles(int pictures, PictureSize canvas) {
        if (pictures < 1 || pictures > most) {
            throw new IllegalArgumentException("pictures: %d (expected: 1 to %d)".formatted(pictures, most));
        }
        return List.copyOf(place(pictures, new Cells(canvas)));
    }

    abstract List<Tile> place(int pictures, Cells cells);

    private static List<Tile> rows(Cells cells, int pictures, int columns) {
        int rows = (pictures + columns - 1) / columns;
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < pictures; i++) {
            int row = i / columns;
            int inRow = Math.min(columns, pictures - row * columns);
            double column = i % columns + (columns - inRow) / 2.0;
            tiles.add(cells.tile(
                    column / columns, (double) row / rows, (column + 1) / columns, (double) (row + 1) / rows));
        }
        return tiles;
    }

    /** The first fills a square of cells but for the last row and column; the others go down that column, then along that row. */
    private static List<Tile> around(Cells cells, int pictures, int lines) {
        double cell = 1.0 / lines;
        List<Tile> tiles = new ArrayList<>();
        tiles.add(cells.tile(0, 0, 1 - cell, 1 - cell));
        for (int i = 1; i < pictures; i++) {
            boolean beside = i < lines;
            double left = beside ? 1 - cell : (i - lines) * cell;
            double top = beside ? (i - 1) * cell : 1 - cell;
            tiles.add(cells.tile(left, top, left + cell, top + cell));
        }
        return tiles;
    }

    /** Places in parts of a canvas. */
    record Cells(PictureSize canvas) {

        Tile tile(double left, double top, double right, double bottom) {
            int width = canvas.width();
            int height = canvas.height();
            return Tile.between(left * width, top * height, right * width, bottom * height);
        }
    }
}
