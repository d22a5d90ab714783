package org.courtbridge.h323.ras;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h460.Feature;

/** The end of an admitted call (H.225.0, clause 7.14). */
public sealed interface DisengageMessage extends RasMessage {

    /** DRQ. @param features what features of the H.460 series say in it */
    record Request(
            int requestSeqNum,
            String endpointIdentifier,
            Octets conferenceId,
            int callReferenceValue,
            Choice reason,
            Optional<Octets> callIdentifier,
            boolean answeredCall,
            Optional<String> gatekeeperIdentifier,
            List<Feature> features)
            implements DisengageMessage {

        static Request of(Sequence in) {
            return new Request(
                    Tree.number(in, "requestSeqNum"),
                    in.get("endpointIdentifier", String.class),
                    in.get("conferenceID", Octets.class),
                    Tree.number(in, "callReferenceValue"),
                    in.get("disengageReason", Choice.class),
                    Tree.guid(in),
                    Tree.flag(in, "answeredCall"),
                    Tree.text(in, "gatekeeperIdentifier"),
                    Feature.ofAll(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "disengageRequest",
                    Ras.DISENGAGE_REQUEST
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("endpointIdentifier", endpointIdentifier)
                            .set("conferenceID", conferenceId)
                            .set("callReferenceValue", callReferenceValue)
                            .set("disengageReason", reason)
                            .set("callIdentifier", callIdentifier.map(Tree::callIdentifier))
                            .set("answeredCall", answeredCall)
                            .set("gatekeeperIdentifier", gatekeeperIdentifier)
                            .set("genericData", Feature.toSequences(features))
                            .done());
        }
    }

    /** DCF. */
    record Confirm(int requestSeqNum) implements DisengageMessage {

        static Confirm of(Sequence in) {
            return new Confirm(Tree.number(in, "requestSeqNum"));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "disengageConfirm",
                    Ras.DISENGAGE_CONFIRM
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .done());
        }
    }

    /** DRJ. @param referral whom to ask instead */
    record Reject(int requestSeqNum, Choice reason, Referral referral) implements DisengageMessage {

        static Reject of(Sequence in) {
            return new Reject(Tree.number(in, "requestSeqNum"), in.get("rejectReason", Choice.class), Referral.of(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "disengageReject",
                    Ras.DISENGAGE_REJECT
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("rejectReason", reason)
                            .set("altGKInfo", referral.toSequence())
                            .done());
        }
    }
}
