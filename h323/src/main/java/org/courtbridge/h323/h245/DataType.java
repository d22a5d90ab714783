package org.courtbridge.h323.h245;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h235.SrtpSuite;
import org.courtbridge.h323.per.ObjectIdentifier;

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
            case "h235Media" -> Encrypted.of((Sequence) in.value()).orElseGet(() -> new Other(in));
            default -> new Other(in);
        };
    }

    /** The type without its encryption, if it is encrypted. */
    default DataType media() {
        return this instanceof Encrypted(DataType inside, List<ObjectIdentifier> _) ? inside : this;
    }

    /** Crypto suite of SRTP (H.235.8), if the channel is encrypted by that. */
    default Optional<SrtpSuite> srtpSuite() {
        return this instanceof Encrypted(DataType _, List<ObjectIdentifier> algorithms)
                ? SrtpSuite.common(algorithms)
                : Optional.empty();
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

    /**
     * H235Media: what is carried encrypted.
     *
     * @param media {@link Audio}, {@link Video} or {@link Data}
     * @param algorithms of which one is used; one, where a channel is opened
     */
    record Encrypted(DataType media, List<ObjectIdentifier> algorithms) implements DataType {

        private static final ChoiceType MEDIA = Tree.choiceIn(LogicalChannelTypes.H235_MEDIA, "mediaType");
        private static final String SECURITY = "encryptionAuthenticationAndIntegrity";

        public Encrypted {
            algorithms = List.copyOf(algorithms);
        }

        /** Empty if something else is encrypted. */
        private static Optional<DataType> of(Sequence in) {
            Choice inside = in.get("mediaType", Choice.class);
            return media(inside)
                    .map(media -> new Encrypted(media, EncryptionCapability.of(in.get(SECURITY, Sequence.class))));
        }

        private static Optional<DataType> media(Choice in) {
            return switch (in.name()) {
                case "audioData" -> Optional.of(new Audio(AudioCapability.of((Choice) in.value())));
                case "videoData" -> Optional.of(new Video(VideoCapability.of((Choice) in.value())));
                case "data" -> DataCapability.of((Sequence) in.value()).map(Data::new);
                default -> Optional.empty();
            };
        }

        @Override
        public Choice toChoice() {
            Choice inside = media.toChoice();
            return LogicalChannelTypes.DATA_TYPE.value(
                    "h235Media",
                    LogicalChannelTypes.H235_MEDIA
                            .build()
                            .set(SECURITY, EncryptionCapability.toSequence(algorithms))
                            .set("mediaType", MEDIA.value(inside.name(), inside.value()))
                            .done());
        }
    }

    /** Of the forward direction, where a proposal is about the reverse one alone. */
    record NoData() implements DataType {

        @Override
        public Choice toChoice() {
            return LogicalChannelTypes.DATA_TYPE.value("nullData");
        }
    }

    /** A data type that we do not have, as it came. */
    record Other(Choice toChoice) implements DataType {

        /** Whether H.245 has it as far as we know, such as T.120; otherwise it is of a later version. */
        boolean isKnown() {
            return toChoice.is("data")
                    ? !((Sequence) toChoice.value())
                            .get("application", Choice.class)
                            .name()
                            .isEmpty()
                    : !toChoice.name().isEmpty();
        }
    }
}
