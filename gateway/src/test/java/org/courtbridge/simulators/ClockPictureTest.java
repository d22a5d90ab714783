package org.courtbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ClockPictureTest {

    private final ClockPicture clock = new ClockPicture();

    @Test
    void showsTheTimeInLitSegments() {
        assertThat(digitsAt(LocalTime.of(18, 30, 52))).isEqualTo("183052");
        assertThat(digitsAt(LocalTime.of(9, 47, 6))).isEqualTo("094706");
    }

    @Test
    void movesBetweenTwoPicturesOfTheSameSecond() {
        byte[] first = clock.at(LocalTime.of(1, 2, 3, 0)).luma().clone();
        byte[] second = clock.at(LocalTime.of(1, 2, 3, 66_000_000)).luma().clone();
        assertThat(Arrays.equals(first, second)).isFalse();
        assertThat(digitsAt(LocalTime.of(1, 2, 3, 66_000_000))).isEqualTo("010203");
    }

    /** Reads the digits back as a person would: by which of the seven places are bright. */
    private String digitsAt(LocalTime time) {
        var picture = clock.at(time);
        String[] shapes = {
            "1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010", "1111111", "1111011"
        };
        // Centre of the top, upper left, upper right, middle, lower left, lower right and bottom segment.
        int[][] places = {{26, 6}, {6, 28}, {46, 28}, {26, 50}, {6, 72}, {46, 72}, {26, 94}};
        int[] lefts = {96, 164, 260, 328, 424, 492};
        StringBuilder digits = new StringBuilder();
        for (int left : lefts) {
            StringBuilder shape = new StringBuilder();
            for (int[] place : places) {
                shape.append(picture.lumaAt(left + place[0], 60 + place[1]) > 180 ? '1' : '0');
            }
            digits.append(Arrays.asList(shapes).indexOf(shape.toString()));
        }
        return digits.toString();
    }
}
