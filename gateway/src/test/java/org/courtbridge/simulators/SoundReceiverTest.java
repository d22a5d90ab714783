package org.courtbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

class SoundReceiverTest {

    private int played;

    private final SoundReceiver received = new SoundReceiver((_, count) -> played += count);

    /** 20 ms of a tone of half of full scale. */
    private static RtpPacket tone(AudioEncoder encoder) {
        float[] block = new float[AudioCodec.G722.sampleRate() / 50];
        for (int i = 0; i < block.length; i++) {
            block[i] = (float) (0.5 * Math.sin(2 * Math.PI * 400 * i / AudioCodec.G722.sampleRate()));
        }
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + AudioEncoder.MAX_BYTES];
        bytes[0] = (byte) 0x80;
        int length = encoder.encode(block, bytes, RtpPacket.FIXED_HEADER);
        return new RtpPacket().wrap(bytes, 0, RtpPacket.FIXED_HEADER + length);
    }

    @Test
    void isPlayedAndMeasuredSinceTheLastReport() {
        assertThat(received.last()).isEmpty();
        assertThat(received.take()).isEqualTo(new SoundLine.Received(0, SoundLine.SILENCE));
        try (AudioEncoder encoder = AudioEncoder.of(AudioFormat.withoutParameters(AudioCodec.G722, 9))) {
            for (int i = 0; i < 50; i++) {
                received.push(tone(encoder));
            }
        }
        assertThat(received.last()).isPresent();
        assertThat(played).isEqualTo(AudioCodec.G722.sampleRate());
        SoundLine.Received second = received.take();
        assertThat(second.packets()).isEqualTo(50);
        assertThat(second.level()).isCloseTo(-9, within(1.0));
        assertThat(received.take().packets()).isZero();
    }

    @Test
    void isLeftOutOnceClosed() {
        received.close();
        try (AudioEncoder encoder = AudioEncoder.of(AudioFormat.withoutParameters(AudioCodec.G722, 9))) {
            received.push(tone(encoder));
        }
        assertThat(played).isZero();
        assertThat(received.take().packets()).isZero();
    }
}
