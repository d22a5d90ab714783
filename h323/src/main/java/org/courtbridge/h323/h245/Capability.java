package org.courtbridge.h323.h245;

import java.util.List;
import java.util.Set;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Null;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.ObjectIdentifier;

/** Capability (H.245, B.2.2.4). */
public sealed interface Capability {

    Choice toChoice();

    static Capability of(Choice in) {
        Direction direction = Direction.of(in.name());
        return switch (in.name()) {
            case "receiveAudioCapability", "transmitAudioCapability", "receiveAndTransmitAudioCapability" ->
                new Audio(direction, AudioCapability.of((Choice) in.value()));
            case "receiveVideoCapability", "transmitVideoCapability", "receiveAndTransmitVideoCapability" ->
                new Video(direction, VideoCapability.of((Choice) in.value()));
            case "receiveDataApplicationCapability",
                    "transmitDataApplicationCapability",
                    "receiveAndTransmitDataApplicationCapability" ->
                DataCapability.of((Sequence) in.value())
                        .<Capability>map(data -> new Data(direction, data))
                        .orElseGet(() -> new Other(in));
            case "receiveUserInputCapability", "transmitUserInputCapability", "receiveAndTransmitUserInputCapability" ->
                UserInput.KINDS.contains(((Choice) in.value()).name())
                        ? new UserInput(direction, ((Choice) in.value()).name())
                        : new Other(in);
            case "receiveRTPAudioTelephonyEventCapability" -> TelephonyEvents.of((Sequence) in.value());
            case "h235SecurityCapability" -> Security.of((Sequence) in.value());
            case "genericControlCapability" ->
                GenericParameters.isOf((Sequence) in.value(), H239Control.IDENTIFIER)
                        ? new H239Control()
                        : new Other(in);
            default -> new Other(in);
        };
    }

    record Audio(Direction direction, AudioCapability capability) implements Capability {

        @Override
        public Choice toChoice() {
            return CapabilityTypes.CAPABILITY.value(direction.prefix() + "AudioCapability", capability.toChoice());
        }
    }

    record Video(Direction direction, VideoCapability capability) implements Capability {

        @Override
        public Choice toChoice() {
            return CapabilityTypes.CAPABILITY.value(direction.prefix() + "VideoCapability", capability.toChoice());
        }
    }

    /** H.224. */
    record Data(Direction direction, DataCapability capability) implements Capability {

        @Override
        public Choice toChoice() {
            return CapabilityTypes.CAPABILITY.value(
                    direction.prefix() + "DataApplicationCapability", capability.toSequence());
        }
    }

    /** Keys in UserInputIndication. @param kind as the Recommendation calls it: {@link #DTMF} for signals */
    record UserInput(Direction direction, String kind) implements Capability {

        public static final String BASIC_STRING = "basicString";
        public static final String DTMF = "dtmf";

        static final Set<String> KINDS =
                Set.of(BASIC_STRING, "iA5String", "generalString", DTMF, "hookflash", "extendedAlphanumeric");

        @Override
        public Choice toChoice() {
            return CapabilityTypes.CAPABILITY.value(
                    direction.prefix() + "UserInputCapability",
                    CapabilityTypes.USER_INPUT_CAPABILITY.value(kind, Null.NULL));
        }
    }

    /** Keys in RTP (RFC 4733). @param payloadType 96 to 127 @param events such as "0-16" */
    record TelephonyEvents(int payloadType, String events) implements Capability {

        static TelephonyEvents of(Sequence in) {
            return new TelephonyEvents(
                    Tree.number(in, "dynamicRTPPayloadType"), in.get("audioTelephoneEvent", String.class));
        }

        Sequence toSequence() {
            return AudioTypes.AUDIO_TELEPHONY_EVENT_CAPABILITY
                    .build()
                    .set("dynamicRTPPayloadType", payloadType)
                    .set("audioTelephoneEvent", events)
                    .done();
        }

        @Override
        public Choice toChoice() {
            return CapabilityTypes.CAPABILITY.value("receiveRTPAudioTelephonyEventCapability", toSequence());
        }
    }

    /** The token of H.239's second stream can be asked for (its clause 9). */
    record H239Control() implements Capability {

        static final ObjectIdentifier IDENTIFIER = ObjectIdentifier.of("0.0.8.239.1.1");

        @Override
        public Choice toChoice() {
            return CapabilityTypes.CAPABILITY.value(
                    "genericControlCapability",
                    GenericTypes.GENERIC_CAPABILITY
                            .build()
                            .set("capabilityIdentifier", GenericParameters.standard(IDENTIFIER))
                            .done());
        }
    }

    /**
     * H235SecurityCapability: that another capability is also there encrypted.
     *
     * @param media its number in the table, 1 to 65,535
     */
    record Security(int media, List<ObjectIdentifier> algorithms) implements Capability {

        private static final String SECURITY = "encryptionAuthenticationAndIntegrity";

        public Security {
            algorithms = List.copyOf(algorithms);
        }

        static Security of(Sequence in) {
            return new Security(
                    Tree.number(in, "mediaCapability"), EncryptionCapability.of(in.get(SECURITY, Sequence.class)));
        }

        @Override
        public Choice toChoice() {
            return CapabilityTypes.CAPABILITY.value(
                    "h235SecurityCapability",
                    SecurityTypes.H235_SECURITY_CAPABILITY
                            .build()
                            .set(SECURITY, EncryptionCapability.toSequence(algorithms))
                            .set("mediaCapability", media)
                            .done());
        }
    }

    /** A capability that we do not know, as it came. */
    record Other(Choice toChoice) implements Capability {}
}
