package org.courtbridge.h323.h245;

import java.util.Arrays;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;

/** A MultimediaSystemControlMessage, as far as we act on it. */
public sealed interface ControlMessage
        permits MasterSlaveMessage,
                TerminalCapabilitySet,
                CapabilityAnswer,
                OpenLogicalChannel,
                OpenLogicalChannelAck,
                ChannelMessage,
                ModeMessage,
                RoundTripDelayMessage,
                MiscellaneousCommand,
                FlowControlCommand,
                UserInputIndication,
                PresentationMessage,
                ConferenceMessage,
                ControlMessage.SendCapabilities,
                ControlMessage.EndSession,
                ControlMessage.NotSupported,
                ControlMessage.Other {

    /** A value of {@link H245#MULTIMEDIA_SYSTEM_CONTROL_MESSAGE}. */
    Choice toMessage();

    /** @throws org.courtbridge.h323.per.PerException if that is no such message */
    static ControlMessage decode(Octets octets) {
        return of((Choice) H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE.decode(octets));
    }

    default Octets encode() {
        return Octets.of(H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE.encode(toMessage()));
    }

    /** @param message a value of {@link H245#MULTIMEDIA_SYSTEM_CONTROL_MESSAGE} */
    static ControlMessage of(Choice message) {
        if (!(message.value() instanceof Choice one)) {
            return new Other(message);
        }
        if (one.value() instanceof Sequence in) {
            return of(message, one.name(), in);
        }
        return switch (one.name()) {
            case "sendTerminalCapabilitySet" -> new SendCapabilities();
            case "endSessionCommand" -> new EndSession();
            case "userInput" -> UserInputIndication.of((Choice) one.value());
            case "conferenceRequest", "conferenceResponse", "conferenceIndication" ->
                ConferenceMessage.of(one.name(), (Choice) one.value())
                        .<ControlMessage>map(known -> known)
                        .orElseGet(() -> new Other(message));
            default -> new Other(message);
        };
    }

    private static ControlMessage of(Choice message, String name, Sequence in) {
        return switch (name) {
            case "masterSlaveDetermination" -> MasterSlaveMessage.Determination.of(in);
            case "masterSlaveDeterminationAck" -> MasterSlaveMessage.Ack.of(in);
            case "masterSlaveDeterminationReject" -> new MasterSlaveMessage.Reject();
            case "masterSlaveDeterminationRelease" -> new MasterSlaveMessage.Release();
            case "terminalCapabilitySet" -> TerminalCapabilitySet.of(in);
            case "terminalCapabilitySetAck" -> CapabilityAnswer.Ack.of(in);
            case "terminalCapabilitySetReject" -> CapabilityAnswer.Reject.of(in);
            case "terminalCapabilitySetRelease" -> new CapabilityAnswer.Release();
            case "openLogicalChannel" -> OpenLogicalChannel.of(in);
            case "openLogicalChannelAck" -> OpenLogicalChannelAck.of(in);
            case "openLogicalChannelReject" -> ChannelMessage.OpenReject.of(in);
            case "openLogicalChannelConfirm" -> ChannelMessage.OpenConfirm.of(in);
            case "closeLogicalChannel" -> ChannelMessage.Close.of(in);
            case "closeLogicalChannelAck" -> ChannelMessage.CloseAck.of(in);
            case "requestChannelClose" -> ChannelMessage.RequestClose.of(in);
            case "requestChannelCloseAck" -> ChannelMessage.RequestCloseAck.of(in);
            case "requestChannelCloseReject" -> ChannelMessage.RequestCloseReject.of(in);
            case "requestChannelCloseRelease" -> ChannelMessage.RequestCloseRelease.of(in);
            case "requestMode" -> ModeMessage.Request.of(in);
            case "requestModeAck" -> ModeMessage.Ack.of(in);
            case "requestModeReject" -> ModeMessage.Reject.of(in);
            case "requestModeRelease" -> new ModeMessage.Release();
            case "roundTripDelayRequest" -> RoundTripDelayMessage.Request.of(in);
            case "roundTripDelayResponse" -> RoundTripDelayMessage.Response.of(in);
            case "miscellaneousCommand" -> MiscellaneousCommand.of(in);
            case "flowControlCommand" -> FlowControlCommand.of(in);
            case "functionNotSupported" -> NotSupported.of(in);
            case "genericRequest", "genericResponse", "genericCommand", "genericIndication" ->
                H239.read(name, in).<ControlMessage>map(known -> known).orElseGet(() -> new Other(message));
            default -> new Other(message);
        };
    }

    /** SendTerminalCapabilitySet (B.13.2): all of it, even where only some was asked for. */
    record SendCapabilities() implements ControlMessage {

        @Override
        public Choice toMessage() {
            return Tree.command(
                    "sendTerminalCapabilitySet", CapabilityTypes.SEND_TERMINAL_CAPABILITY_SET.value("genericRequest"));
        }
    }

    /** EndSessionCommand (B.13.6): nothing more comes. */
    record EndSession() implements ControlMessage {

        @Override
        public Choice toMessage() {
            return Tree.command("endSessionCommand", CommandTypes.END_SESSION_COMMAND.value("disconnect"));
        }
    }

    /** FunctionNotSupported (B.14.12). @param function the message that was not understood, encoded */
    record NotSupported(Cause cause, Optional<Octets> function) implements ControlMessage {

        /** The reason why a message was not understood. */
        public enum Cause {
            SYNTAX_ERROR("syntaxError"),
            SEMANTIC_ERROR("semanticError"),
            UNKNOWN_FUNCTION("unknownFunction");

            private final String alternative;

            Cause(String alternative) {
                this.alternative = alternative;
            }

            static Cause of(Choice in) {
                return Arrays.stream(values())
                        .filter(cause -> in.is(cause.alternative))
                        .findFirst()
                        .orElse(UNKNOWN_FUNCTION);
            }
        }

        static NotSupported of(Sequence in) {
            return new NotSupported(Cause.of(in.get("cause", Choice.class)), in.find("returnedFunction", Octets.class));
        }

        @Override
        public Choice toMessage() {
            var type = IndicationTypes.FUNCTION_NOT_SUPPORTED;
            return Tree.indication(
                    "functionNotSupported",
                    type.build()
                            .set("cause", Tree.choiceIn(type, "cause").value(cause.alternative))
                            .set("returnedFunction", function)
                            .done());
        }
    }

    /** A message that we do not act on, as it came. */
    record Other(Choice toMessage) implements ControlMessage {}
}
