package org.courtbridge.gateway.e2e;

import java.util.Optional;
import org.courtbridge.codecs.video.I420Picture;

/**
 * A test picture that says in large black and white cells whose it is and which frame of how many, so that the far end
 * of a call can tell after any coding and scaling what it sees.
 *
 * <p>8×4 cells, row by row, black for 0: six of a fixed pattern, the party in four, the frame in fourteen, and a check
 * sum of eight.
 *
 * @param party 0 to 15
 * @param frame 0 to 16,383
 */
record CodedPicture(int party, int frame) {

    static final int COLUMNS = 8;
    static final int ROWS = 4;

    private static final int CELLS = COLUMNS * ROWS;
    private static final int PATTERN = 0b101100;
    private static final int BLACK = 24;
    private static final int WHITE = 224;
    /** Cells nearer to each other than this in brightness are no picture of ours. */
    private static final int CONTRAST = 80;

    void draw(I420Picture picture) {
        int bits = PATTERN << 26 | party << 22 | frame << 8 | checkSum(party, frame);
        int columns = picture.width() / COLUMNS;
        int rows = picture.height() / ROWS;
        for (int cell = 0; cell < CELLS; cell++) {
            int brightness = (bits >>> CELLS - 1 - cell & 1) == 0 ? BLACK : WHITE;
            int left = cell % COLUMNS * columns;
            int top = cell / COLUMNS * rows;
            picture.fill(left, top, columns, rows, brightness, 128, 128);
        }
    }

    /** The brightness of each place in a picture, 0 to 255. */
    interface Brightness {
        int at(int x, int y);
    }

    /** What fills a picture, or its middle as one of 4:3 does in one of 16:9. */
    static Optional<CodedPicture> read(int width, int height, Brightness brightness) {
        return readAll(width, height, brightness)
                .or(() -> readAll(width * 3 / 4, height, (x, y) -> brightness.at(width / 8 + x, y)));
    }

    /** The lower half of each cell does not count, as a name may be written over the last ones. */
    private static Optional<CodedPicture> readAll(int width, int height, Brightness brightness) {
        int[] cells = new int[CELLS];
        int columns = width / COLUMNS;
        int rows = height / ROWS;
        for (int cell = 0; cell < CELLS; cell++) {
            int left = cell % COLUMNS * columns;
            int top = cell / COLUMNS * rows;
            int sum = 0;
            int pixels = 0;
            for (int y = top + rows / 4; y <= top + rows / 2; y += 2) {
                for (int x = left + columns / 4; x <= left + columns * 3 / 4; x += 2) {
                    sum += brightness.at(x, y);
                    pixels++;
                }
            }
            cells[cell] = sum / pixels;
        }
        return ofCells(cells);
    }

    /** @param cells brightness of each cell, 0 to 255, row by row */
    static Optional<CodedPicture> ofCells(int[] cells) {
        int white = Math.min(Math.min(cells[0], cells[2]), cells[3]);
        int black = Math.max(Math.max(cells[1], cells[4]), cells[5]);
        if (cells.length != CELLS || white - black < CONTRAST) {
            return Optional.empty();
        }
        int bits = 0;
        for (int cell : cells) {
            bits = bits << 1 | (cell > (white + black) / 2 ? 1 : 0);
        }
        CodedPicture picture = new CodedPicture(bits >>> 22 & 0xF, bits >>> 8 & 0x3FFF);
        boolean intact = bits >>> 26 == PATTERN && (bits & 0xFF) == checkSum(picture.party, picture.frame);
        return intact ? Optional.of(picture) : Optional.empty();
    }

    /** CRC-8 with the polynomial 0x07. */
    private static int checkSum(int party, int frame) {
        int sum = 0xA5;
        for (int value : new int[] {party, frame >> 8, frame & 0xFF}) {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++) {
                sum = (sum & 0x80) == 0 ? sum << 1 : sum << 1 ^ 0x107;
            }
        }
        return sum & 0xFF;
    }
}
