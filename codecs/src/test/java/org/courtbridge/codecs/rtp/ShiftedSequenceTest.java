package org.courtbridge.codecs.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShiftedSequenceTest {

    private final ShiftedSequence sequence = new ShiftedSequence();

    @Test
    void goesOnWithoutThoseLeftOut() {
        sequence.begin(100, 7);
        assertThat(sequence.number(100)).isEqualTo(7);
        sequence.leaveOut(102);
        assertThat(sequence.number(103)).isEqualTo(9);
        assertThat(sequence.number(101)).as("late").isEqualTo(8);
        assertThat(sequence.number(102)).isEqualTo(ShiftedSequence.LEFT_OUT);
    }

    @Test
    void makesRoomForOnesOfOurOwn() {
        sequence.begin(100, 7);
        sequence.insertAfter(101);
        sequence.insertAfter(101);
        assertThat(sequence.number(101)).isEqualTo(8);
        assertThat(sequence.number(102)).isEqualTo(11);
    }

    @Test
    void forgetsWhatWasBeforeAnotherSource() {
        sequence.begin(100, 7);
        sequence.leaveOut(101);
        sequence.begin(101, 8);
        assertThat(sequence.number(101)).isEqualTo(8);
    }

    @Test
    void remembersTheLastThirtyTwo() {
        sequence.begin(0, 0);
        for (int i = 0; i < 1_000; i++) {
            sequence.leaveOut(2 * i + 1);
            assertThat(sequence.number(2 * i + 2)).isEqualTo(i + 1);
        }
        assertThat(sequence.number(1_999 - 2 * 31)).isEqualTo(ShiftedSequence.LEFT_OUT);
        assertThat(sequence.number(1_999 - 2 * 32)).isNotEqualTo(ShiftedSequence.LEFT_OUT);
    }
}
