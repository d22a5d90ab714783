package org.courtbridge.codecs.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Coders of sound after they are closed, once or several times: they neither work on memory of others nor give it back twice. */
class ClosedCodecsTest {

    private static AudioFormat format(AudioCodec codec) {
        return AudioFormat.withoutParameters(codec, 96);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPUS", "G722"})
    void encodeNothing(AudioCodec codec) {
        float[] block = new float[Pcm.BLOCK];
        byte[] payload = new byte[AudioEncoder.MAX_BYTES];
        AudioEncoder closed = AudioEncoder.of(format(codec));
        closed.encode(block, payload, 0);
        closed.close();
        closed.close();

        // Of the memory that it gave back.
        try (AudioEncoder other = AudioEncoder.of(format(codec))) {
            closed.close();
            assertThatThrownBy(() -> closed.encode(block, payload, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("closed");
            assertThat(other.encode(block, payload, 0)).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPUS", "G722"})
    void decodeNothing(AudioCodec codec) {
        byte[] payload = new byte[AudioEncoder.MAX_BYTES];
        int length;
        try (AudioEncoder encoder = AudioEncoder.of(format(codec))) {
            length = encoder.encode(new float[Pcm.BLOCK], payload, 0);
        }
        float[] sound = new float[AudioDecoder.MAX_MS * 48];
        AudioDecoder closed = AudioDecoder.of(codec);
        assertThat(closed.decode(payload, 0, length, sound)).isPositive();
        closed.close();
        closed.close();

        try (AudioDecoder other = AudioDecoder.of(codec)) {
            closed.close();
            assertThatThrownBy(() -> closed.decode(payload, 0, length, sound))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("closed");
            if (closed instanceof ConcealingDecoder concealing) {
                assertThatThrownBy(() -> concealing.conceal(sound, 960)).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> concealing.recover(payload, 0, length, sound, 960))
                        .isInstanceOf(IllegalStateException.class);
            }
            assertThat(other.decode(payload, 0, length, sound)).isPositive();
        }
    }
}
