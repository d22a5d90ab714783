package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
import static org.courtbridge.h323.asn1.Builtin.bmpString;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.octetString;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.Builtin;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.ListType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.per.Size;

/** Communication mode and conference messages (H.245, B.9, B.10, B.13 and B.14). */
public final class ConferenceTypes {

    public static final SequenceType COMMUNICATION_MODE_TABLE_ENTRY = sequence(
            "CommunicationModeTableEntry",
            optional("nonStandard", listOf(GenericTypes.NON_STANDARD_PARAMETER)),
            field("sessionID", integer(1, 255)),
            optional("associatedSessionID", integer(1, 255)),
            optional("terminalLabel", AddressTypes.TERMINAL_LABEL),
            field("sessionDescription", bmpString(Size.of(1, 128))),
            field(
                    "dataType",
                    choice(
                            "",
                            field("videoData", VideoTypes.VIDEO_CAPABILITY),
                            field("audioData", AudioTypes.AUDIO_CAPABILITY),
                            field("data", DataTypes.DATA_APPLICATION_CAPABILITY),
                            MORE)),
            optional("mediaChannel", AddressTypes.TRANSPORT_ADDRESS),
            optional("mediaGuaranteedDelivery", BOOLEAN),
            optional("mediaControlChannel", AddressTypes.TRANSPORT_ADDRESS),
            optional("mediaControlGuaranteedDelivery", BOOLEAN),
            MORE,
            optional("redundancyEncoding", LogicalChannelTypes.REDUNDANCY_ENCODING),
            optional("sessionDependency", integer(1, 255)),
            optional("destination", AddressTypes.TERMINAL_LABEL));

    public static final SequenceType COMMUNICATION_MODE_COMMAND = sequence(
            "CommunicationModeCommand",
            field("communicationModeTable", listOf(COMMUNICATION_MODE_TABLE_ENTRY, 1, 256)),
            MORE);

    public static final SequenceType COMMUNICATION_MODE_REQUEST = sequence("CommunicationModeRequest", MORE);

    public static final ChoiceType COMMUNICATION_MODE_RESPONSE = choice(
            "CommunicationModeResponse",
            field("communicationModeTable", listOf(COMMUNICATION_MODE_TABLE_ENTRY, 1, 256)),
            MORE);

    public static final SequenceType CRITERIA =
            sequence("Criteria", field("field", OBJECT_IDENTIFIER), field("value", octetString(1, 65535)), MORE);

    public static final ListType CERT_SELECTION_CRITERIA = listOf(CRITERIA, 1, 16);

    public static final ChoiceType REMOTE_MC_REQUEST =
            choice("RemoteMCRequest", field("masterActivate"), field("slaveActivate"), field("deActivate"), MORE);

    public static final ChoiceType CONFERENCE_REQUEST = choice(
            "ConferenceRequest",
            field("terminalListRequest"),
            field("makeMeChair"),
            field("cancelMakeMeChair"),
            field("dropTerminal", AddressTypes.TERMINAL_LABEL),
            field("requestTerminalID", AddressTypes.TERMINAL_LABEL),
            field("enterH243Password"),
            field("enterH243TerminalID"),
            field("enterH243ConferenceID"),
            MORE,
            field("enterExtensionAddress"),
            field("requestChairTokenOwner"),
            field(
                    "requestTerminalCertificate",
                    sequence(
                            "",
                            optional("terminalLabel", AddressTypes.TERMINAL_LABEL),
                            optional("certSelectionCriteria", CERT_SELECTION_CRITERIA),
                            optional("sRandom", integer(1, 4294967295L)),
                            MORE)),
            field("broadcastMyLogicalChannel", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field("makeTerminalBroadcaster", AddressTypes.TERMINAL_LABEL),
            field("sendThisSource", AddressTypes.TERMINAL_LABEL),
            field("requestAllTerminalIDs"),
            field("remoteMCRequest", REMOTE_MC_REQUEST));

    public static final Builtin TERMINAL_ID = octetString(1, 128);

    public static final Builtin CONFERENCE_ID = octetString(1, 32);

    public static final Builtin PASSWORD = octetString(1, 32);

    public static final SequenceType TERMINAL_INFORMATION = sequence(
            "TerminalInformation",
            field("terminalLabel", AddressTypes.TERMINAL_LABEL),
            field("terminalID", TERMINAL_ID),
            MORE);

    public static final SequenceType REQUEST_ALL_TERMINAL_I_DS_RESPONSE =
            sequence("RequestAllTerminalIDsResponse", field("terminalInformation", listOf(TERMINAL_INFORMATION)), MORE);

    public static final ChoiceType REMOTE_MC_RESPONSE = choice(
            "RemoteMCResponse",
            field("accept"),
            field("reject", choice("", field("unspecified"), field("functionNotSupported"), MORE)),
            MORE);

    public static final ChoiceType CONFERENCE_RESPONSE = choice(
            "ConferenceResponse",
            field(
                    "mCTerminalIDResponse",
                    sequence(
                            "",
                            field("terminalLabel", AddressTypes.TERMINAL_LABEL),
                            field("terminalID", TERMINAL_ID),
                            MORE)),
            field(
                    "terminalIDResponse",
                    sequence(
                            "",
                            field("terminalLabel", AddressTypes.TERMINAL_LABEL),
                            field("terminalID", TERMINAL_ID),
                            MORE)),
            field(
                    "conferenceIDResponse",
                    sequence(
                            "",
                            field("terminalLabel", AddressTypes.TERMINAL_LABEL),
                            field("conferenceID", CONFERENCE_ID),
                            MORE)),
            field(
                    "passwordResponse",
                    sequence(
                            "",
                            field("terminalLabel", AddressTypes.TERMINAL_LABEL),
                            field("password", PASSWORD),
                            MORE)),
            field("terminalListResponse", listOf(AddressTypes.TERMINAL_LABEL, 1, 256)),
            field("videoCommandReject"),
            field("terminalDropReject"),
            field("makeMeChairResponse", choice("", field("grantedChairToken"), field("deniedChairToken"), MORE)),
            MORE,
            field("extensionAddressResponse", sequence("", field("extensionAddress", TERMINAL_ID), MORE)),
            field(
                    "chairTokenOwnerResponse",
                    sequence(
                            "",
                            field("terminalLabel", AddressTypes.TERMINAL_LABEL),
                            field("terminalID", TERMINAL_ID),
                            MORE)),
            field(
                    "terminalCertificateResponse",
                    sequence(
                            "",
                            optional("terminalLabel", AddressTypes.TERMINAL_LABEL),
                            optional("certificateResponse", octetString(1, 65535)),
                            MORE)),
            field(
                    "broadcastMyLogicalChannelResponse",
                    choice(
                            "",
                            field("grantedBroadcastMyLogicalChannel"),
                            field("deniedBroadcastMyLogicalChannel"),
                            MORE)),
            field(
                    "makeTerminalBroadcasterResponse",
                    choice("", field("grantedMakeTerminalBroadcaster"), field("deniedMakeTerminalBroadcaster"), MORE)),
            field(
                    "sendThisSourceResponse",
                    choice("", field("grantedSendThisSource"), field("deniedSendThisSource"), MORE)),
            field("requestAllTerminalIDsResponse", REQUEST_ALL_TERMINAL_I_DS_RESPONSE),
            field("remoteMCResponse", REMOTE_MC_RESPONSE));

    public static final SequenceType SUBSTITUTE_CONFERENCE_ID_COMMAND =
            sequence("SubstituteConferenceIDCommand", field("conferenceIdentifier", octetString(16)), MORE);

    public static final ChoiceType CONFERENCE_COMMAND = choice(
            "ConferenceCommand",
            field("broadcastMyLogicalChannel", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field("cancelBroadcastMyLogicalChannel", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field("makeTerminalBroadcaster", AddressTypes.TERMINAL_LABEL),
            field("cancelMakeTerminalBroadcaster"),
            field("sendThisSource", AddressTypes.TERMINAL_LABEL),
            field("cancelSendThisSource"),
            field("dropConference"),
            MORE,
            field("substituteConferenceIDCommand", SUBSTITUTE_CONFERENCE_ID_COMMAND));

    public static final SequenceType TERMINAL_YOU_ARE_SEEING_IN_SUB_PICTURE_NUMBER = sequence(
            "TerminalYouAreSeeingInSubPictureNumber",
            field("terminalNumber", AddressTypes.TERMINAL_NUMBER),
            field("subPictureNumber", integer(0, 255)),
            MORE,
            field("mcuNumber", AddressTypes.MCU_NUMBER));

    public static final SequenceType VIDEO_INDICATE_COMPOSE =
            sequence("VideoIndicateCompose", field("compositionNumber", integer(0, 255)), MORE);

    public static final ChoiceType CONFERENCE_INDICATION = choice(
            "ConferenceIndication",
            field("sbeNumber", integer(0, 9)),
            field("terminalNumberAssign", AddressTypes.TERMINAL_LABEL),
            field("terminalJoinedConference", AddressTypes.TERMINAL_LABEL),
            field("terminalLeftConference", AddressTypes.TERMINAL_LABEL),
            field("seenByAtLeastOneOther"),
            field("cancelSeenByAtLeastOneOther"),
            field("seenByAll"),
            field("cancelSeenByAll"),
            field("terminalYouAreSeeing", AddressTypes.TERMINAL_LABEL),
            field("requestForFloor"),
            MORE,
            field("withdrawChairToken"),
            field("floorRequested", AddressTypes.TERMINAL_LABEL),
            field("terminalYouAreSeeingInSubPictureNumber", TERMINAL_YOU_ARE_SEEING_IN_SUB_PICTURE_NUMBER),
            field("videoIndicateCompose", VIDEO_INDICATE_COMPOSE),
            field("masterMCU"),
            field("cancelMasterMCU"));

    private ConferenceTypes() {}
}
