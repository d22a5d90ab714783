package org.courtbridge.h323.h245;

import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Null;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;

/** UserInputIndication (H.245, B.14.13): keys that were pressed. */
public sealed interface UserInputIndication extends ControlMessage {

    static UserInputIndication of(Choice in) {
        return switch (in.name()) {
            case "alphanumeric" -> new Alphanumeric((String) in.value());
            case "extendedAlphanumeric" -> new Alphanumeric(((Sequence) in.value()).get("alphanumeric", String.class));
            case "signal" -> Signal.of((Sequence) in.value());
            case "signalUpdate" -> SignalUpdate.of((Sequence) in.value());
            default -> new Unknown(in);
        };
    }

    Choice toChoice();

    @Override
    default Choice toMessage() {
        return Tree.indication("userInput", toChoice());
    }

    /** Any number of keys. */
    record Alphanumeric(String text) implements UserInputIndication {

        @Override
        public Choice toChoice() {
            return IndicationTypes.USER_INPUT_INDICATION.value("alphanumeric", text);
        }
    }

    /**
     * One key, with its time.
     *
     * @param key of 0123456789#*ABCD, or ! for a hook flash
     * @param duration in ms, 1 to 65,535; empty if it is still pressed, or nobody knows
     * @param inRtp whether the same is sent in RTP too (RFC 4733), so that it counts once
     */
    record Signal(char key, Optional<Integer> duration, boolean inRtp) implements UserInputIndication {

        private static final SequenceType TYPE = Tree.sequenceIn(IndicationTypes.USER_INPUT_INDICATION, "signal");

        static Signal of(Sequence in) {
            return new Signal(
                    in.get("signalType", String.class).charAt(0),
                    Tree.optional(in, "duration"),
                    in.has("rtpPayloadIndication"));
        }

        @Override
        public Choice toChoice() {
            Sequence.Builder out =
                    TYPE.build().set("signalType", String.valueOf(key)).set("duration", Tree.widen(duration));
            if (inRtp) {
                out.set("rtpPayloadIndication", Null.NULL);
            }
            return IndicationTypes.USER_INPUT_INDICATION.value("signal", out.done());
        }
    }

    /** The key of before is pressed longer. @param duration in ms since it was, 1 to 65,535 */
    record SignalUpdate(int duration) implements UserInputIndication {

        private static final ChoiceType INDICATION = IndicationTypes.USER_INPUT_INDICATION;

        static SignalUpdate of(Sequence in) {
            return new SignalUpdate(Tree.number(in, "duration"));
        }

        @Override
        public Choice toChoice() {
            return INDICATION.value(
                    "signalUpdate",
                    Tree.sequenceIn(INDICATION, "signalUpdate")
                            .build()
                            .set("duration", duration)
                            .done());
        }
    }

    /** A user input that we do not know, as it came. */
    record Unknown(Choice toChoice) implements UserInputIndication {}
}
