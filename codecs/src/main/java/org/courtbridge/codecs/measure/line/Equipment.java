package org.courtbridge.codecs.measure.line;

import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.codecs.audio.AudioCodec;

/**
 * A codec's values for the E-model, as ITU-T G.113 publishes them; planning values, not measurements.
 *
 * @param model in which it is published
 * @param impairment Ie without loss
 * @param robustness Bpl; empty where none is published, so that with loss nothing can be said
 */
public record Equipment(EModel model, double impairment, OptionalDouble robustness) {

    /**
     * Returns the values that G.113 (09/2024) publishes; empty for Opus, for which there is no value in any band, and for L16, of
     * which there is none either.
     *
     * <p>Narrowband, appendix I: G.711 with the concealment of its appendix I in packets of 10 ms, which our receiver's is like
     * (without, Bpl would be 4.3); G.729 annex A with voice activity detection in packets of 20 ms, the only one with a Bpl.
     * Wideband, appendix IV: G.722 at 64 kbit/s heard with one ear (table IV.1). With one ear no Bpl is published, of any codec.
     * Both Bpl are above 16, as G.113 asks for where loss comes in bursts.
     */
    public static Optional<Equipment> of(AudioCodec codec) {
        return switch (codec) {
            case PCMU, PCMA -> published(EModel.NARROWBAND, 0, OptionalDouble.of(25.1));
            case G729 -> published(EModel.NARROWBAND, 11, OptionalDouble.of(19));
            case G722, G722_16K -> published(EModel.WIDEBAND, 13, OptionalDouble.empty());
            case OPUS, L16_8K, L16_16K, L16_32K, L16_48K -> Optional.empty();
        };
    }

    private static Optional<Equipment> published(EModel model, double impairment, OptionalDouble robustness) {
        return Optional.of(new Equipment(model, impairment, robustness));
    }

    /** The model that a codec's band has, whether or not anything is published of the codec. */
    static EModel modelOf(AudioCodec codec) {
        return switch (codec) {
            case PCMU, PCMA, G729, L16_8K -> EModel.NARROWBAND;
            case G722, G722_16K, L16_16K -> EModel.WIDEBAND;
            case OPUS, L16_32K, L16_48K -> EModel.FULLBAND;
        };
    }
}
