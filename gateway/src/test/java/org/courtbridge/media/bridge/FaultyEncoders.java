package org.courtbridge.media.bridge;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.audio.AudioFormat;

/** Makes real encoders that fail when a test wants it. */
public final class FaultyEncoders {

    private final List<Encoder> made = new ArrayList<>();
    private final Set<AudioCodec> broken = EnumSet.noneOf(AudioCodec.class);

    public AudioEncoder of(AudioFormat format) {
        Encoder encoder = new Encoder(format.codec(), AudioEncoder.of(format));
        made.add(encoder);
        return encoder;
    }

    /** Those of a codec fail from now on, new ones too. */
    public void breakDown(AudioCodec codec) {
        broken.add(codec);
    }

    /** Those of a codec that were made until now fail. */
    public void breakThoseThereAre(AudioCodec codec) {
        made.stream().filter(encoder -> encoder.codec == codec).forEach(encoder -> encoder.fails = true);
    }

    private final class Encoder implements AudioEncoder {

        private final AudioCodec codec;
        private final AudioEncoder real;
        private boolean fails;

        Encoder(AudioCodec codec, AudioEncoder real) {
            this.codec = codec;
            this.real = real;
        }

        @Override
        public int encode(float[] block, byte[] into, int at) {
            if (fails || broken.contains(codec)) {
                throw new IllegalStateException("a fault, as a test wants it");
            }
            return real.encode(block, into, at);
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
