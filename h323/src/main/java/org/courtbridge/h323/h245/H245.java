package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;

import org.courtbridge.h323.asn1.ChoiceType;

/** All messages of H.245 (v16), which are {@link #MULTIMEDIA_SYSTEM_CONTROL_MESSAGE}s. */
public final class H245 {

    public static final ChoiceType REQUEST_MESSAGE = choice(
            "RequestMessage",
            field("nonStandard", GenericTypes.NON_STANDARD_MESSAGE),
            field("masterSlaveDetermination", MasterSlaveTypes.MASTER_SLAVE_DETERMINATION),
            field("terminalCapabilitySet", CapabilityTypes.TERMINAL_CAPABILITY_SET),
            field("openLogicalChannel", LogicalChannelTypes.OPEN_LOGICAL_CHANNEL),
            field("closeLogicalChannel", LogicalChannelTypes.CLOSE_LOGICAL_CHANNEL),
            field("requestChannelClose", LogicalChannelTypes.REQUEST_CHANNEL_CLOSE),
            field("multiplexEntrySend", MultiplexTableTypes.MULTIPLEX_ENTRY_SEND),
            field("requestMultiplexEntry", MultiplexTableTypes.REQUEST_MULTIPLEX_ENTRY),
            field("requestMode", ModeTypes.REQUEST_MODE),
            field("roundTripDelayRequest", MaintenanceTypes.ROUND_TRIP_DELAY_REQUEST),
            field("maintenanceLoopRequest", MaintenanceTypes.MAINTENANCE_LOOP_REQUEST),
            MORE,
            field("communicationModeRequest", ConferenceTypes.COMMUNICATION_MODE_REQUEST),
            field("conferenceRequest", ConferenceTypes.CONFERENCE_REQUEST),
            field("multilinkRequest", MultilinkTypes.MULTILINK_REQUEST),
            field("logicalChannelRateRequest", LogicalChannelTypes.LOGICAL_CHANNEL_RATE_REQUEST),
            field("genericRequest", GenericTypes.GENERIC_MESSAGE));

    public static final ChoiceType RESPONSE_MESSAGE = choice(
            "ResponseMessage",
            field("nonStandard", GenericTypes.NON_STANDARD_MESSAGE),
            field("masterSlaveDeterminationAck", MasterSlaveTypes.MASTER_SLAVE_DETERMINATION_ACK),
            field("masterSlaveDeterminationReject", MasterSlaveTypes.MASTER_SLAVE_DETERMINATION_REJECT),
            field("terminalCapabilitySetAck", CapabilityTypes.TERMINAL_CAPABILITY_SET_ACK),
            field("terminalCapabilitySetReject", CapabilityTypes.TERMINAL_CAPABILITY_SET_REJECT),
            field("openLogicalChannelAck", LogicalChannelTypes.OPEN_LOGICAL_CHANNEL_ACK),
            field("openLogicalChannelReject", LogicalChannelTypes.OPEN_LOGICAL_CHANNEL_REJECT),
            field("closeLogicalChannelAck", LogicalChannelTypes.CLOSE_LOGICAL_CHANNEL_ACK),
            field("requestChannelCloseAck", LogicalChannelTypes.REQUEST_CHANNEL_CLOSE_ACK),
            field("requestChannelCloseReject", LogicalChannelTypes.REQUEST_CHANNEL_CLOSE_REJECT),
            field("multiplexEntrySendAck", MultiplexTableTypes.MULTIPLEX_ENTRY_SEND_ACK),
            field("multiplexEntrySendReject", MultiplexTableTypes.MULTIPLEX_ENTRY_SEND_REJECT),
            field("requestMultiplexEntryAck", MultiplexTableTypes.REQUEST_MULTIPLEX_ENTRY_ACK),
            field("requestMultiplexEntryReject", MultiplexTableTypes.REQUEST_MULTIPLEX_ENTRY_REJECT),
            field("requestModeAck", ModeTypes.REQUEST_MODE_ACK),
            field("requestModeReject", ModeTypes.REQUEST_MODE_REJECT),
            field("roundTripDelayResponse", MaintenanceTypes.ROUND_TRIP_DELAY_RESPONSE),
            field("maintenanceLoopAck", MaintenanceTypes.MAINTENANCE_LOOP_ACK),
            field("maintenanceLoopReject", MaintenanceTypes.MAINTENANCE_LOOP_REJECT),
            MORE,
            field("communicationModeResponse", ConferenceTypes.COMMUNICATION_MODE_RESPONSE),
            field("conferenceResponse", ConferenceTypes.CONFERENCE_RESPONSE),
            field("multilinkResponse", MultilinkTypes.MULTILINK_RESPONSE),
            field("logicalChannelRateAcknowledge", LogicalChannelTypes.LOGICAL_CHANNEL_RATE_ACKNOWLEDGE),
            field("logicalChannelRateReject", LogicalChannelTypes.LOGICAL_CHANNEL_RATE_REJECT),
            field("genericResponse", GenericTypes.GENERIC_MESSAGE));

    public static final ChoiceType COMMAND_MESSAGE = choice(
            "CommandMessage",
            field("nonStandard", GenericTypes.NON_STANDARD_MESSAGE),
            field("maintenanceLoopOffCommand", MaintenanceTypes.MAINTENANCE_LOOP_OFF_COMMAND),
            field("sendTerminalCapabilitySet", CapabilityTypes.SEND_TERMINAL_CAPABILITY_SET),
            field("encryptionCommand", SecurityTypes.ENCRYPTION_COMMAND),
            field("flowControlCommand", CommandTypes.FLOW_CONTROL_COMMAND),
            field("endSessionCommand", CommandTypes.END_SESSION_COMMAND),
            field("miscellaneousCommand", CommandTypes.MISCELLANEOUS_COMMAND),
            MORE,
            field("communicationModeCommand", ConferenceTypes.COMMUNICATION_MODE_COMMAND),
            field("conferenceCommand", ConferenceTypes.CONFERENCE_COMMAND),
            field("h223MultiplexReconfiguration", CommandTypes.H223_MULTIPLEX_RECONFIGURATION),
            field("newATMVCCommand", CommandTypes.NEW_ATMVC_COMMAND),
            field("mobileMultilinkReconfigurationCommand", CommandTypes.MOBILE_MULTILINK_RECONFIGURATION_COMMAND),
            field("genericCommand", GenericTypes.GENERIC_MESSAGE));

    public static final ChoiceType INDICATION_MESSAGE = choice(
            "IndicationMessage",
            field("nonStandard", GenericTypes.NON_STANDARD_MESSAGE),
            field("functionNotUnderstood", IndicationTypes.FUNCTION_NOT_UNDERSTOOD),
            field("masterSlaveDeterminationRelease", MasterSlaveTypes.MASTER_SLAVE_DETERMINATION_RELEASE),
            field("terminalCapabilitySetRelease", CapabilityTypes.TERMINAL_CAPABILITY_SET_RELEASE),
            field("openLogicalChannelConfirm", LogicalChannelTypes.OPEN_LOGICAL_CHANNEL_CONFIRM),
            field("requestChannelCloseRelease", LogicalChannelTypes.REQUEST_CHANNEL_CLOSE_RELEASE),
            field("multiplexEntrySendRelease", MultiplexTableTypes.MULTIPLEX_ENTRY_SEND_RELEASE),
            field("requestMultiplexEntryRelease", MultiplexTableTypes.REQUEST_MULTIPLEX_ENTRY_RELEASE),
            field("requestModeRelease", ModeTypes.REQUEST_MODE_RELEASE),
            field("miscellaneousIndication", IndicationTypes.MISCELLANEOUS_INDICATION),
            field("jitterIndication", IndicationTypes.JITTER_INDICATION),
            field("h223SkewIndication", IndicationTypes.H223_SKEW_INDICATION),
            field("newATMVCIndication", IndicationTypes.NEW_ATMVC_INDICATION),
            field("userInput", IndicationTypes.USER_INPUT_INDICATION),
            MORE,
            field("h2250MaximumSkewIndication", IndicationTypes.H2250_MAXIMUM_SKEW_INDICATION),
            field("mcLocationIndication", IndicationTypes.MC_LOCATION_INDICATION),
            field("conferenceIndication", ConferenceTypes.CONFERENCE_INDICATION),
            field("vendorIdentification", IndicationTypes.VENDOR_IDENTIFICATION),
            field("functionNotSupported", IndicationTypes.FUNCTION_NOT_SUPPORTED),
            field("multilinkIndication", MultilinkTypes.MULTILINK_INDICATION),
            field("logicalChannelRateRelease", LogicalChannelTypes.LOGICAL_CHANNEL_RATE_RELEASE),
            field("flowControlIndication", IndicationTypes.FLOW_CONTROL_INDICATION),
            field(
                    "mobileMultilinkReconfigurationIndication",
                    IndicationTypes.MOBILE_MULTILINK_RECONFIGURATION_INDICATION),
            field("genericIndication", GenericTypes.GENERIC_MESSAGE));

    public static final ChoiceType MULTIMEDIA_SYSTEM_CONTROL_MESSAGE = choice(
            "MultimediaSystemControlMessage",
            field("request", REQUEST_MESSAGE),
            field("response", RESPONSE_MESSAGE),
            field("command", COMMAND_MESSAGE),
            field("indication", INDICATION_MESSAGE),
            MORE);

    private H245() {}
}
