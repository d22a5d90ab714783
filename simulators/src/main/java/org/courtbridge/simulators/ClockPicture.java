package org.courtbridge.simulators;

import java.time.LocalTime;
import org.courtbridge.codecs.video.I420Picture;

/**
 * The camera picture of the simulated room: a wall with a clock on it, which shows the time of day to the second, and a
 * pendulum that swings once in two seconds. Whoever looks can tell a frozen picture from a moving one, and how old it is.
 *
 * <p>Digits are drawn from seven segments, because a headless machine has no fonts.
 */
final class ClockPicture implements Camera {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;

    /** Segments of each digit: top, upper right, lower right, bottom, lower left, upper left, middle, from bit 0. */
    private static final int[] SEGMENTS = {
        0b0111111, 0b0000110, 0b1011011, 0b1001111, 0b1100110, 0b1101101, 0b1111101, 0b0000111, 0b1111111, 0b1101111
    };

    private static final int DIGIT_WIDTH = 52;
    private static final int DIGIT_HEIGHT = 100;
    private static final int STROKE = 12;
    private static final int GAP = 16;
    private static final int COLON_WIDTH = 12;
    private static final int CLOCK_TOP = 60;

    private static final int PENDULUM_TOP = 200;
    private static final int PENDULUM_LENGTH = 110;
    private static final int BOB = 22;
    private static final double PENDULUM_SWING = 0.9;

    private final I420Picture wall = wall();
    private final I420Picture picture = I420Picture.black(WIDTH, HEIGHT);

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    @Override
    public I420Picture at(LocalTime time) {
        System.arraycopy(wall.luma(), 0, picture.luma(), 0, wall.luma().length);
        System.arraycopy(wall.cb(), 0, picture.cb(), 0, wall.cb().length);
        System.arraycopy(wall.cr(), 0, picture.cr(), 0, wall.cr().length);
        drawClock(time);
        drawPendulum(time);
        return picture;
    }

    private void drawClock(LocalTime time) {
        int[] fields = {time.getHour(), time.getMinute(), time.getSecond()};
        int width = 6 * DIGIT_WIDTH + 2 * COLON_WIDTH + 7 * GAP;
        int left = (WIDTH - width) / 2;
        for (int field = 0; field < fields.length; field++) {
            drawDigit(fields[field] / 10, left);
            left += DIGIT_WIDTH + GAP;
            drawDigit(fields[field] % 10, left);
            left += DIGIT_WIDTH + GAP;
            if (field < 2) {
                light(left, CLOCK_TOP + 28, COLON_WIDTH, COLON_WIDTH);
                light(left, CLOCK_TOP + 60, COLON_WIDTH, COLON_WIDTH);
                left += COLON_WIDTH + GAP;
            }
        }
    }

    private void drawDigit(int digit, int left) {
        int segments = SEGMENTS[digit];
        int right = left + DIGIT_WIDTH - STROKE;
        int half = DIGIT_HEIGHT / 2;
        int middle = CLOCK_TOP + half - STROKE / 2;
        int bottom = CLOCK_TOP + DIGIT_HEIGHT - STROKE;
        segment(segments, 0, left, CLOCK_TOP, DIGIT_WIDTH, STROKE);
        segment(segments, 1, right, CLOCK_TOP, STROKE, half);
        segment(segments, 2, right, CLOCK_TOP + half, STROKE, half);
        segment(segments, 3, left, bottom, DIGIT_WIDTH, STROKE);
        segment(segments, 4, left, CLOCK_TOP + half, STROKE, half);
        segment(segments, 5, left, CLOCK_TOP, STROKE, half);
        segment(segments, 6, left, middle, DIGIT_WIDTH, STROKE);
    }

    private void segment(int segments, int bit, int left, int top, int columns, int rows) {
        if ((segments >> bit & 1) != 0) {
            light(left, top, columns, rows);
        }
    }

    private void light(int left, int top, int columns, int rows) {
        picture.fill(left, top, columns, rows, 215, 118, 136);
    }

    private void drawPendulum(LocalTime time) {
        double phase = Math.PI * (time.toNanoOfDay() % 2_000_000_000L) / 1e9;
        double angle = PENDULUM_SWING * Math.sin(phase);
        for (int at = 0; at < PENDULUM_LENGTH; at += 2) {
            int x = (int) (WIDTH / 2.0 + at * Math.sin(angle));
            int y = (int) (PENDULUM_TOP + at * Math.cos(angle));
            picture.fill(x - 2, y, 4, 4, 150, 120, 140);
        }
        int x = (int) (WIDTH / 2.0 + PENDULUM_LENGTH * Math.sin(angle));
        int y = (int) (PENDULUM_TOP + PENDULUM_LENGTH * Math.cos(angle));
        for (int row = -BOB; row <= BOB; row++) {
            int half = (int) Math.sqrt(BOB * BOB - row * row);
            picture.fill(x - half, y + row, 2 * half, 1, 170, 70, 165);
        }
    }

    /** A wall, lighter to the right, over the front of a bench. */
    private static I420Picture wall() {
        I420Picture wall = I420Picture.black(WIDTH, HEIGHT);
        for (int x = 0; x < WIDTH; x += 2) {
            wall.fill(x, 0, 2, HEIGHT, 52 + x / 16, 138, 122);
        }
        wall.fill(0, HEIGHT - 28, WIDTH, 28, 70, 112, 148);
        wall.fill(0, HEIGHT - 32, WIDTH, 4, 110, 112, 148);
        return wall;
    }
}
