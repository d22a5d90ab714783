package org.courtbridge.h323.h245;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.ObjectIdentifier;

/** AudioCapability (H.245, B.2.2.6). */
public sealed interface AudioCapability {

    Choice toChoice();

    /** Whether who decodes the one can decode the other: G.729's annexes A and B change nothing in that. */
    default boolean isSameCoding(AudioCapability other) {
        return switch (this) {
            case Frames own ->
                other instanceof Frames theirs && own.coding.payloadType() == theirs.coding.payloadType();
            case Opus own -> other instanceof Opus;
            case G7221 own -> other instanceof G7221;
            case Other own -> equals(other);
        };
    }

    static AudioCapability of(Choice in) {
        Optional<AudioCoding> coding = AudioCoding.of(in.name());
        if (coding.isPresent()) {
            return new Frames(coding.get(), ((Long) in.value()).intValue());
        }
        if (in.value() instanceof Sequence generic && in.is("genericAudioCapability")) {
            if (generic.get("capabilityIdentifier", Choice.class).equals(Opus.IDENTIFIER)) {
                return Opus.of(generic);
            }
            if (GenericParameters.isOf(generic, G7221.IDENTIFIER)) {
                return G7221.of(generic);
            }
        }
        return new Other(in);
    }

    /** @param framesPerPacket at most, 1 to 256 */
    record Frames(AudioCoding coding, int framesPerPacket) implements AudioCapability {

        @Override
        public Choice toChoice() {
            return AudioTypes.AUDIO_CAPABILITY.value(coding.alternative(), (long) framesPerPacket);
        }
    }

    /**
     * Opus (RFC 6716), 48 kHz, two channels in its RTP. No Recommendation gives it an identifier, so this one is the domain of
     * those who made it, and tells it only to others of our kind.
     *
     * @param maxBitRate in 100 bit/s
     * @param framesPerPacket at most, of 20 ms
     */
    record Opus(long maxBitRate, int framesPerPacket) implements AudioCapability {

        static final Choice IDENTIFIER = GenericParameters.domainBased("opus-codec.org");
        private static final int FRAMES = 1;

        static Opus of(Sequence in) {
            return new Opus(
                    in.find("maxBitRate", Long.class).orElse(0L),
                    GenericParameters.number(in, FRAMES).orElse(1));
        }

        Sequence toSequence() {
            return GenericTypes.GENERIC_CAPABILITY
                    .build()
                    .set("capabilityIdentifier", IDENTIFIER)
                    .set("maxBitRate", maxBitRate)
                    .set("collapsing", List.of(GenericParameters.parameter(FRAMES, "unsignedMin", framesPerPacket)))
                    .done();
        }

        @Override
        public Choice toChoice() {
            return AudioTypes.AUDIO_CAPABILITY.value("genericAudioCapability", toSequence());
        }
    }

    /**
     * G.722.1 (its Annex A), understood so that it is seen in a room's capabilities; nothing here codes it.
     *
     * @param maxBitRate 24,000 or 32,000 (bit/s, unlike other generic capabilities)
     * @param framesPerPacket at most, of 20 ms
     */
    record G7221(long maxBitRate, int framesPerPacket) implements AudioCapability {

        static final ObjectIdentifier IDENTIFIER = ObjectIdentifier.of("0.0.7.7221.1.0");
        private static final int FRAMES = 1;

        static G7221 of(Sequence in) {
            return new G7221(
                    in.find("maxBitRate", Long.class).orElse(0L),
                    GenericParameters.number(in, FRAMES).orElse(1));
        }

        Sequence toSequence() {
            return GenericTypes.GENERIC_CAPABILITY
                    .build()
                    .set("capabilityIdentifier", GenericParameters.standard(IDENTIFIER))
                    .set("maxBitRate", maxBitRate)
                    .set("collapsing", List.of(GenericParameters.parameter(FRAMES, "unsignedMin", framesPerPacket)))
                    .done();
        }

        @Override
        public Choice toChoice() {
            return AudioTypes.AUDIO_CAPABILITY.value("genericAudioCapability", toSequence());
        }
    }

    /** A capability that we do not know, as it came. */
    record Other(Choice toChoice) implements AudioCapability {}
}
