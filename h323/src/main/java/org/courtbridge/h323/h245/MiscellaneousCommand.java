package org.courtbridge.h323.h245;

import java.util.Arrays;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Sequence;

/** MiscellaneousCommand (H.245, B.13.5). @param channel on which the one who gets this sends */
public record MiscellaneousCommand(int channel, Type type) implements ControlMessage {

    private static final ChoiceType TYPES = Tree.choiceIn(CommandTypes.MISCELLANEOUS_COMMAND, "type");

    /** The action that is commanded. */
    public sealed interface Type {

        Choice toChoice();

        static Type of(Choice in, Optional<Choice> direction) {
            return switch (in.name()) {
                case "videoFastUpdatePicture" -> new FastUpdatePicture();
                case "videoFastUpdateGOB" -> FastUpdateGob.of((Sequence) in.value());
                case "videoFastUpdateMB" -> FastUpdateMb.of((Sequence) in.value());
                case "videoFreezePicture" -> new FreezePicture();
                case "encryptionUpdate" ->
                    new NewKey(EncryptionSync.of((Sequence) in.value()), false, MediaDirection.of(direction));
                case "encryptionUpdateCommand" ->
                    new NewKey(
                            EncryptionSync.of(((Sequence) in.value()).get("encryptionSync", Sequence.class)),
                            true,
                            MediaDirection.of(direction));
                case "encryptionUpdateRequest" ->
                    new NewKeyWanted(Tree.optional((Sequence) in.value(), "synchFlag"), MediaDirection.of(direction));
                case "encryptionUpdateAck" ->
                    new NewKeyTaken(Tree.number((Sequence) in.value(), "synchFlag"), MediaDirection.of(direction));
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

    /** Direction of an encrypted channel's media, which its number does not tell, as both sides choose numbers. */
    public enum MediaDirection {
        MASTER_TO_SLAVE("masterToSlave"),
        SLAVE_TO_MASTER("slaveToMaster");

        private final String alternative;

        MediaDirection(String alternative) {
            this.alternative = alternative;
        }

        private static Optional<MediaDirection> of(Optional<Choice> direction) {
            return direction.flatMap(said -> Arrays.stream(values())
                    .filter(one -> said.is(one.alternative))
                    .findFirst());
        }

        private Choice toChoice() {
            return SecurityTypes.ENCRYPTION_UPDATE_DIRECTION.value(alternative);
        }
    }

    /** A message about the key of an encrypted channel (H.235.6, clause 8.7). */
    public sealed interface KeyUpdate extends Type {

        Optional<MediaDirection> direction();
    }

    /**
     * From the master: another key.
     *
     * @param acknowledged whether it is to be answered (encryptionUpdateCommand), which older endpoints do not
     *     (encryptionUpdate)
     */
    public record NewKey(EncryptionSync sync, boolean acknowledged, Optional<MediaDirection> direction)
            implements KeyUpdate {

        @Override
        public Choice toChoice() {
            return acknowledged
                    ? TYPES.value(
                            "encryptionUpdateCommand",
                            Tree.sequenceIn(TYPES, "encryptionUpdateCommand")
                                    .build()
                                    .set("encryptionSync", sync.toSequence())
                                    .done())
                    : TYPES.value("encryptionUpdate", sync.toSequence());
        }
    }

    /** From the slave: it would have another key. @param synchFlag payload type that would suit it */
    public record NewKeyWanted(Optional<Integer> synchFlag, Optional<MediaDirection> direction) implements KeyUpdate {

        @Override
        public Choice toChoice() {
            return TYPES.value(
                    "encryptionUpdateRequest",
                    SecurityTypes.ENCRYPTION_UPDATE_REQUEST
                            .build()
                            .set("synchFlag", Tree.widen(synchFlag))
                            .done());
        }
    }

    /** From the slave: it has the key of that payload type. */
    public record NewKeyTaken(int synchFlag, Optional<MediaDirection> direction) implements KeyUpdate {

        @Override
        public Choice toChoice() {
            return TYPES.value(
                    "encryptionUpdateAck",
                    Tree.sequenceIn(TYPES, "encryptionUpdateAck")
                            .build()
                            .set("synchFlag", synchFlag)
                            .done());
        }
    }

    /** A command that we do not know, as it came. */
    public record Other(Choice toChoice) implements Type {}

    static MiscellaneousCommand of(Sequence in) {
        return new MiscellaneousCommand(
                Tree.number(in, "logicalChannelNumber"),
                Type.of(in.get("type", Choice.class), in.find("direction", Choice.class)));
    }

    Sequence toSequence() {
        return CommandTypes.MISCELLANEOUS_COMMAND
                .build()
                .set("logicalChannelNumber", channel)
                .set("type", type.toChoice())
                .set(
                        "direction",
                        type instanceof KeyUpdate update
                                ? update.direction().map(MediaDirection::toChoice)
                                : Optional.empty())
                .done();
    }

    @Override
    public Choice toMessage() {
        return Tree.command("miscellaneousCommand", toSequence());
    }
}
