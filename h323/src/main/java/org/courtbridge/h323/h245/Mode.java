package org.courtbridge.h323.h245;

import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;

/** ModeElementType (H.245, B.6.1.1): one thing to be sent. */
public sealed interface Mode {

    Choice toChoice();

    static Mode of(Choice in) {
        if (in.is("audioMode")) {
            Optional<AudioCoding> coding = AudioCoding.of(((Choice) in.value()).name());
            return coding.<Mode>map(Audio::new).orElseGet(() -> new Other(in));
        }
        if (in.is("videoMode") && ((Choice) in.value()).value() instanceof Sequence video) {
            return switch (((Choice) in.value()).name()) {
                case "h261VideoMode" -> H261.of(video);
                case "genericVideoMode" ->
                    GenericParameters.isOf(video, H264Capability.IDENTIFIER)
                            ? new H264(H264Capability.of(video))
                            : new Other(in);
                default -> new Other(in);
            };
        }
        return new Other(in);
    }

    record Audio(AudioCoding coding) implements Mode {

        private static final long ANY_FRAMES = 1;

        @Override
        public Choice toChoice() {
            boolean hasFrames =
                    coding == AudioCoding.G729_WITH_ANNEX_B || coding == AudioCoding.G729_ANNEX_A_WITH_ANNEX_B;
            return ModeTypes.MODE_ELEMENT_TYPE.value(
                    "audioMode",
                    hasFrames
                            ? ModeTypes.AUDIO_MODE.value(coding.alternative(), ANY_FRAMES)
                            : ModeTypes.AUDIO_MODE.value(coding.alternative()));
        }
    }

    /** @param format QCIF or CIF @param bitRate in 100 bit/s, 1 to 19,200 */
    record H261(PictureFormat format, int bitRate) implements Mode {

        static H261 of(Sequence in) {
            return new H261(
                    in.get("resolution", Choice.class).is(PictureFormat.QCIF.alternative())
                            ? PictureFormat.QCIF
                            : PictureFormat.CIF,
                    Tree.number(in, "bitRate"));
        }

        Sequence toSequence() {
            return ModeTypes.H261_VIDEO_MODE
                    .build()
                    .set(
                            "resolution",
                            Tree.choiceIn(ModeTypes.H261_VIDEO_MODE, "resolution")
                                    .value(format.alternative()))
                    .set("bitRate", bitRate)
                    .set("stillImageTransmission", false)
                    .done();
        }

        @Override
        public Choice toChoice() {
            return video("h261VideoMode", toSequence());
        }
    }

    record H264(H264Capability capability) implements Mode {

        @Override
        public Choice toChoice() {
            return video("genericVideoMode", capability.toSequence());
        }
    }

    private static Choice video(String alternative, Sequence value) {
        return ModeTypes.MODE_ELEMENT_TYPE.value("videoMode", ModeTypes.VIDEO_MODE.value(alternative, value));
    }

    /** A mode that we do not know, as it came. */
    record Other(Choice toChoice) implements Mode {}
}
