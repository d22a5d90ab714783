package org.courtbridge.codecs.measure.line;

import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.codecs.audio.AudioCodec;

/**
 * What ITU-T G.113 publishes of a codec for the E-model; a planning value, not a measurement.
 *
 * @param model in which it is published
 * @param impairment Ie without loss
 * @param robustness Bpl; empty where none is published, so that with loss nothing can be said
 */
public record Equipment(EModel model, double impairment, OptionalDouble robustness) {

    /**
     * What is published; empty for Opus, for which there is no value in any band (G.113, 09/2024), and for L16, of which there is
     * none either.
     *
     * <p>G.711 is that of appendix I's concealment, which our receiver's is like. G.729's is that of annex A with voice activity
     * detection, the only one with a Bpl. G.722's is of 64 kbit/s and one ear.
     */
    public static Optional<Equipment> of(AudioCodec codec) {
        return switch (codec) {
            case PCMU, PCMA -> published(EModel.NARROWBAND, 0, OptionalDouble.of(25.1));
            case G729 -> published(EModel.NARROWBAND, 11, OptionalDouble.of(19));
            case G722 -> published(EModel.WIDEBAND, 13, OptionalDouble.empty());
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
            case G722, L16_16K -> EModel.WIDEBAND;
            case OPUS, L16_32K, L16_48K -> EModel.FULLBAND;
        };
    }
}
