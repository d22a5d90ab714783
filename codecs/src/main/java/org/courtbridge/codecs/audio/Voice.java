package org.courtbridge.codecs.audio;

import java.util.Optional;

/** A decoder and the way from its rate to the mixer's. */
record Voice(AudioCodec codec, AudioDecoder decoder, RateChange resampler) implements AutoCloseable {

    static Voice of(AudioCodec codec) {
        int longest = codec.sampleRate() / 1_000 * AudioDecoder.MAX_MS;
        return new Voice(codec, AudioDecoder.of(codec), RateChange.between(codec.sampleRate(), Pcm.RATE, longest));
    }

    /** The decoder, if it can make up what was lost. */
    Optional<ConcealingDecoder> concealing() {
        return decoder instanceof ConcealingDecoder able ? Optional.of(able) : Optional.empty();
    }

    /** @return samples at 48 kHz that the payload holds; zero or below if it is not this codec's */
    int samples(byte[] payload, int length) {
        return decoder.samples(payload, 0, length) * Pcm.RATE / codec.sampleRate();
    }

    @Override
    public void close() {
        decoder.close();
    }
}
