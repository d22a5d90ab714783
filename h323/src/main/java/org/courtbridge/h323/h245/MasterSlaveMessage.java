package org.courtbridge.h323.h245;

import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Sequence;

/**
 * A message of master-slave determination, by which two sides settle who is master where both cannot have their way (H.245, B.1
 * and C.2).
 */
public sealed interface MasterSlaveMessage extends ControlMessage {

    /**
     * @param terminalType 0 to 255, such as 60 of a gateway without a multipoint controller (H.323, table 16)
     * @param statusDeterminationNumber random, 0 to 2^24 - 1
     */
    record Determination(int terminalType, int statusDeterminationNumber) implements MasterSlaveMessage {

        static Determination of(Sequence in) {
            return new Determination(Tree.number(in, "terminalType"), Tree.number(in, "statusDeterminationNumber"));
        }

        Sequence toSequence() {
            return MasterSlaveTypes.MASTER_SLAVE_DETERMINATION
                    .build()
                    .set("terminalType", terminalType)
                    .set("statusDeterminationNumber", statusDeterminationNumber)
                    .done();
        }

        @Override
        public Choice toMessage() {
            return Tree.request("masterSlaveDetermination", toSequence());
        }
    }

    /** @param receiverIsMaster whether it is who gets this message */
    record Ack(boolean receiverIsMaster) implements MasterSlaveMessage {

        static Ack of(Sequence in) {
            return new Ack(in.get("decision", Choice.class).is("master"));
        }

        Sequence toSequence() {
            ChoiceType decision = Tree.choiceIn(MasterSlaveTypes.MASTER_SLAVE_DETERMINATION_ACK, "decision");
            return MasterSlaveTypes.MASTER_SLAVE_DETERMINATION_ACK
                    .build()
                    .set("decision", decision.value(receiverIsMaster ? "master" : "slave"))
                    .done();
        }

        @Override
        public Choice toMessage() {
            return Tree.response("masterSlaveDeterminationAck", toSequence());
        }
    }

    /** The numbers were the same, or half of their range apart. */
    record Reject() implements MasterSlaveMessage {

        @Override
        public Choice toMessage() {
            ChoiceType cause = Tree.choiceIn(MasterSlaveTypes.MASTER_SLAVE_DETERMINATION_REJECT, "cause");
            return Tree.response(
                    "masterSlaveDeterminationReject",
                    MasterSlaveTypes.MASTER_SLAVE_DETERMINATION_REJECT
                            .build()
                            .set("cause", cause.value("identicalNumbers"))
                            .done());
        }
    }

    /** The sender waited for an answer in vain. */
    record Release() implements MasterSlaveMessage {

        @Override
        public Choice toMessage() {
            return Tree.indication(
                    "masterSlaveDeterminationRelease",
                    MasterSlaveTypes.MASTER_SLAVE_DETERMINATION_RELEASE.build().done());
        }
    }
}
