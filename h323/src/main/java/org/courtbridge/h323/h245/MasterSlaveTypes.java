package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.SequenceType;

/** Master-slave determination messages (H.245, B.1). */
public final class MasterSlaveTypes {

    public static final SequenceType MASTER_SLAVE_DETERMINATION = sequence(
            "MasterSlaveDetermination",
            field("terminalType", integer(0, 255)),
            field("statusDeterminationNumber", integer(0, 16777215)),
            MORE);

    public static final SequenceType MASTER_SLAVE_DETERMINATION_ACK = sequence(
            "MasterSlaveDeterminationAck", field("decision", choice("", field("master"), field("slave"))), MORE);

    public static final SequenceType MASTER_SLAVE_DETERMINATION_REJECT = sequence(
            "MasterSlaveDeterminationReject", field("cause", choice("", field("identicalNumbers"), MORE)), MORE);

    public static final SequenceType MASTER_SLAVE_DETERMINATION_RELEASE =
            sequence("MasterSlaveDeterminationRelease", MORE);

    private MasterSlaveTypes() {}
}
