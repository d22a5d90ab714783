package org.courtbridge.h323.h245;

import org.courtbridge.h323.asn1.Choice;

/** DataType (H.245, B.3.1): what a logical channel carries. */
public sealed interface DataType {

    Choice toChoice();

    static DataType of(Choice in) {
        return switch (in.name()) {
            case "nullData" -> new NoData();
            case "audioData" -> new Audio(AudioCapability.of((Choice) in.value()));
            case "videoData" -> new Video(VideoCapability.of((Choice) in.value()));
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
