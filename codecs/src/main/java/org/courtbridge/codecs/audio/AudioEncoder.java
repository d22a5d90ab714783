package org.courtbridge.codecs.audio;

/**
 * Codes one direction of sound, 20 ms at a time. Keeps state from block to block and perhaps native memory: one thread
 * at a time, and close it, as often as you like. What held native memory throws {@link IllegalStateException} from then on.
 */
public interface AudioEncoder extends AutoCloseable {

    /** Bytes of the longest payload that {@link #encode} writes: of 16 bits at 48 kHz. */
    int MAX_BYTES = 1_920;

    static AudioEncoder of(AudioFormat format) {
        return switch (format.codec()) {
            case PCMU -> new G711Encoder(G711.MU_LAW);
            case PCMA -> new G711Encoder(G711.A_LAW);
            case G722, G722_16K -> new G722Encoder();
            case OPUS -> new OpusEncoder(format);
            case G729 -> new G729Encoder();
            case L16_8K, L16_16K, L16_32K, L16_48K ->
                new L16Encoder(format.codec().sampleRate());
        };
    }

    /**
     * Codes 20 ms.
     *
     * @param block samples at the codec's own {@link AudioCodec#sampleRate}, full scale -1 to 1
     * @param into has at least {@link #MAX_BYTES} after {@code at}
     * @return bytes of payload
     */
    int encode(float[] block, byte[] into, int at);

    @Override
    void close();
}
