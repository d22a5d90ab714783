package org.courtbridge.media.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.courtbridge.codecs.audio.Pcm;
import org.courtbridge.media.leg.Announcement;
import org.junit.jupiter.api.Test;

class RecordingTest {

    private static final float SILENCE = 0.0001f;

    @Test
    void saysThatAgainInWhichMostWasSaid() {
        Recording recording = recorded(SILENCE, 0.2f, SILENCE, 0.3f, 0.4f, 0.5f, SILENCE, SILENCE);
        assertThat(replayed(recording.replay(3))).containsExactly(0.3f, 0.4f, 0.5f);
        assertThat(replayed(recording.replay(5))).containsExactly(0.2f, 0f, 0.3f, 0.4f, 0.5f);
    }

    @Test
    void saysAllIfThereIsNotMore() {
        assertThat(replayed(recorded(0.2f, 0.3f).replay(9))).containsExactly(0.2f, 0.3f);
        assertThat(replayed(recorded().replay(9))).isEmpty();
        assertThat(replayed(recorded(SILENCE, SILENCE).replay(1))).containsExactly(0f);
    }

    @Test
    void keepsNoMoreThanItHasRoomFor() {
        Recording recording = new Recording(2);
        for (float level : new float[] {0.1f, 0.2f, 0.3f}) {
            recording.add(block(level));
        }
        assertThat(replayed(recording.replay(9))).containsExactly(0.1f, 0.2f);
    }

    @Test
    void cutsOffWhatIsTooLoud() {
        assertThat(replayed(recorded(1.5f, -1.5f).replay(2))).containsExactly(1f, -1f);
    }

    @Test
    void beginsAnew() {
        Recording recording = recorded(0.5f, 0.4f);
        recording.clear();
        recording.add(block(0.3f));
        assertThat(replayed(recording.replay(5))).containsExactly(0.3f);
    }

    private static Recording recorded(float... levels) {
        Recording recording = new Recording(20);
        for (float level : levels) {
            recording.add(block(level));
        }
        return recording;
    }

    private static float[] block(float level) {
        float[] block = new float[Pcm.BLOCK];
        Arrays.fill(block, level);
        return block;
    }

    /** One figure for each block, in tenths. */
    private static List<Float> replayed(Announcement announcement) {
        List<Float> levels = new ArrayList<>();
        float[] block = new float[Pcm.BLOCK];
        while (announcement.next(block)) {
            assertThat(block[Pcm.BLOCK - 1]).isCloseTo(block[0], Offset.offset(0.001f));
            levels.add(Math.round(block[0] * 10) / 10f);
        }
        return levels;
    }
}
