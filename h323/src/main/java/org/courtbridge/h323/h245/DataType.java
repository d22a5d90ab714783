package org.courtbridge.h323.h245;

import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;

/** DataType (H.245, B.3.1): what a logical channel carries. */
public sealed interface DataType {

    Choice toChoice();

    /** Whether it is a second stream of pictures (H.239). */
    default boolean isPresentation() {
        return this instanceof Video(VideoCapability.Extended second);
    }

    static DataType of(Choice in) {
        return switch (in.name()) {
            case "nullData" -> new NoData();
            case "audioData" -> new Audio(AudioCapability.of((Choice) in.value()));
            case "videoData" -> new Video(VideoCapability.of((Choice) in.value()));
            case "data" ->
                DataCapability.of((Sequence) in.value())
                        .<DataType>map(Data::new)
                        .orElseGet(() -> new Other(in));
            default -> new Other(in);
        };
    }

    record Audio(AudioCapability capability) implements DataType {

        @Override
        public Choice toChoice() {
            return LogicalChannelTypes.DATA_TYPE.value("audioData", capability.toChoice());
        }
    }

    record Video(VideoCapability capability) implements DataType {

        @Override
        public Choice toChoice() {
            return LogicalChannelTypes.DATA_TYPE.value("videoData", capability.toChoice());
        }
    }

    /** H.224. */
    record Data(DataCapability capability) implements DataType {

        @Override
        public Choice toChoice() {
            return LogicalChannelTypes.DATA_TYPE.value("data", capability.toSequence());
        }
    }

    /** Of the forward direction, where a proposal is about the reverse one alone. */
    record NoData() implements DataType {

        @Override
        public Choice toChoice() {
            return LogicalChannelTypes.DATA_TYPE.value("nullData");
        }
    }

    /** What we do not know, as it came. */
    record Other(Choice toChoice) implements DataType {}
}
