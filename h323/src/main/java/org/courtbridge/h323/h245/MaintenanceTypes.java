package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.SequenceType;

/** Round-trip delay and maintenance loop messages (H.245, B.7 and B.8). */
public final class MaintenanceTypes {

    public static final SequenceType ROUND_TRIP_DELAY_REQUEST =
            sequence("RoundTripDelayRequest", field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER), MORE);

    public static final SequenceType ROUND_TRIP_DELAY_RESPONSE =
            sequence("RoundTripDelayResponse", field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER), MORE);

    public static final SequenceType MAINTENANCE_LOOP_REQUEST = sequence(
            "MaintenanceLoopRequest",
            field(
                    "type",
                    choice(
                            "",
                            field("systemLoop"),
                            field("mediaLoop", GenericTypes.LOGICAL_CHANNEL_NUMBER),
                            field("logicalChannelLoop", GenericTypes.LOGICAL_CHANNEL_NUMBER),
                            MORE)),
            MORE);

    public static final SequenceType MAINTENANCE_LOOP_ACK = sequence(
            "MaintenanceLoopAck",
            field(
                    "type",
                    choice(
                            "",
                            field("systemLoop"),
                            field("mediaLoop", GenericTypes.LOGICAL_CHANNEL_NUMBER),
                            field("logicalChannelLoop", GenericTypes.LOGICAL_CHANNEL_NUMBER),
                            MORE)),
            MORE);

    public static final SequenceType MAINTENANCE_LOOP_REJECT = sequence(
            "MaintenanceLoopReject",
            field(
                    "type",
                    choice(
                            "",
                            field("systemLoop"),
                            field("mediaLoop", GenericTypes.LOGICAL_CHANNEL_NUMBER),
                            field("logicalChannelLoop", GenericTypes.LOGICAL_CHANNEL_NUMBER),
                            MORE)),
            field("cause", choice("", field("canNotPerformLoop"), MORE)),
            MORE);

    public static final SequenceType MAINTENANCE_LOOP_OFF_COMMAND = sequence("MaintenanceLoopOffCommand", MORE);

    private MaintenanceTypes() {}
}
