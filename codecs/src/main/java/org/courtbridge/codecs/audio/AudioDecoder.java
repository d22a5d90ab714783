package org.courtbridge.codecs.audio;

/**
 * Decodes one direction of sound. Keeps state from packet to packet and perhaps native memory: one thread at a time,
 * and close it, as often as you like. What held native memory throws {@link IllegalStateException} from then on.
 */
public interface AudioDecoder extends AutoCloseable {

    /** Result of {@link #samples} and {@link #decode} for bytes that are not this codec's. */
    int INVALID = -1;

    /** Sound of the longest packet that is taken, ms (RFC 6716, section 2). */
    int MAX_MS = 120;

    static AudioDecoder of(AudioCodec codec) {
        return switch (codec) {
            case PCMU -> new G711Decoder(G711.MU_LAW);
            case PCMA -> new G711Decoder(G711.A_LAW);
            case G722, G722_16K -> new G722Decoder();
            case OPUS -> new OpusDecoder();
            case G729 -> new G729Decoder();
            case L16_8K, L16_16K, L16_32K, L16_48K -> new L16Decoder(codec.sampleRate());
        };
    }

    /** @return samples that the payload holds, at the codec's own {@link AudioCodec#sampleRate}, or {@link #INVALID} */
    int samples(byte[] payload, int at, int length);

    /**
     * Decodes one packet to one channel.
     *
     * @param into has room for {@link #MAX_MS}; full scale -1 to 1
     * @return samples, or {@link #INVALID}
     */
    int decode(byte[] payload, int at, int length, float[] into);

    @Override
    void close();
}
