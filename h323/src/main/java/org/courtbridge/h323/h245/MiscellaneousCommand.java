package org.courtbridge.h323.h245;

import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Sequence;

/** MiscellaneousCommand (H.245, B.13.5). @param channel on which the one who gets this sends */
public record MiscellaneousCommand(int channel, Type type) implements ControlMessage {

    private static final ChoiceType TYPES = Tree.choiceIn(CommandTypes.MISCELLANEOUS_COMMAND, "type");

    /** What is to be done. */
    public sealed interface Type {

        Choice toChoice();

        static Type of(Choice in) {
            return switch (in.name()) {
                case "videoFastUpdatePicture" -> new FastUpdatePicture();
                case "videoFastUpdateGOB" -> FastUpdateGob.of((Sequence) in.value());
                case "videoFastUpdateMB" -> FastUpdateMb.of((Sequence) in.value());
                case "videoFreezePicture" -> new FreezePicture();
                default -> new Other(in);
            };
        }
    }

    /** Send a keyframe. */
    public record FastUpdatePicture() implements Type {

        @Override
        public Choice toChoice() {
            return TYPES.value("videoFastUpdatePicture");
        }
    }

    /** @param first group of blocks, 0 to 17 @param count 1 to 18 */
    public record FastUpdateGob(int first, int count) implements Type {

        static FastUpdateGob of(Sequence in) {
            return new FastUpdateGob(Tree.number(in, "firstGOB"), Tree.number(in, "numberOfGOBs"));
        }

        @Override
        public Choice toChoice() {
            return TYPES.value(
                    "videoFastUpdateGOB",
                    Tree.sequenceIn(TYPES, "videoFastUpdateGOB")
                            .build()
                            .set("firstGOB", first)
                            .set("numberOfGOBs", count)
                            .done());
        }
    }

    /** @param firstGob 0 to 255 @param firstMb macroblock, 1 to 8192 @param count 1 to 8192 */
    public record FastUpdateMb(Optional<Integer> firstGob, Optional<Integer> firstMb, int count) implements Type {

        static FastUpdateMb of(Sequence in) {
            return new FastUpdateMb(
                    Tree.optional(in, "firstGOB"), Tree.optional(in, "firstMB"), Tree.number(in, "numberOfMBs"));
        }

        @Override
        public Choice toChoice() {
            return TYPES.value(
                    "videoFastUpdateMB",
                    Tree.sequenceIn(TYPES, "videoFastUpdateMB")
                            .build()
                            .set("firstGOB", Tree.widen(firstGob))
                            .set("firstMB", Tree.widen(firstMb))
                            .set("numberOfMBs", count)
                            .done());
        }
    }

    /** Show the last picture until a keyframe comes. */
    public record FreezePicture() implements Type {

        @Override
        public Choice toChoice() {
            return TYPES.value("videoFreezePicture");
        }
    }

    /** What we do not know, as it came. */
    public record Other(Choice toChoice) implements Type {}

    static MiscellaneousCommand of(Sequence in) {
        return new MiscellaneousCommand(Tree.number(in, "logicalChannelNumber"), Type.of(in.get("type", Choice.class)));
    }

    Sequence toSequence() {
        return CommandTypes.MISCELLANEOUS_COMMAND
                .build()
                .set("logicalChannelNumber", channel)
                .set("type", type.toChoice())
                .done();
    }

    @Override
    public Choice toMessage() {
        return Tree.command("miscellaneousCommand", toSequence());
    }
}
