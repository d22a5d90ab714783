package org.courtbridge.h323.ras;

import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.Ras;

/** A change of the bandwidth of a call (H.225.0, clause 7.12), in units of 100 bit/s. */
public sealed interface BandwidthMessage extends RasMessage {

    /** BRQ. */
    record Request(
            int requestSeqNum,
            String endpointIdentifier,
            Octets conferenceId,
            int callReferenceValue,
            long bandWidth,
            Optional<Octets> callIdentifier,
            boolean answeredCall,
            Optional<String> gatekeeperIdentifier)
            implements BandwidthMessage {

        static Request of(Sequence in) {
            return new Request(
                    Tree.number(in, "requestSeqNum"),
                    in.get("endpointIdentifier", String.class),
                    in.get("conferenceID", Octets.class),
                    Tree.number(in, "callReferenceValue"),
                    in.number("bandWidth"),
                    Tree.guid(in),
                    Tree.flag(in, "answeredCall"),
                    Tree.text(in, "gatekeeperIdentifier"));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "bandwidthRequest",
                    Ras.BANDWIDTH_REQUEST
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("endpointIdentifier", endpointIdentifier)
                            .set("conferenceID", conferenceId)
                            .set("callReferenceValue", callReferenceValue)
                            .set("bandWidth", bandWidth)
                            .set("callIdentifier", callIdentifier.map(Tree::callIdentifier))
                            .set("answeredCall", answeredCall)
                            .set("gatekeeperIdentifier", gatekeeperIdentifier)
                            .done());
        }
    }

    /** BCF. */
    record Confirm(int requestSeqNum, long bandWidth) implements BandwidthMessage {

        static Confirm of(Sequence in) {
            return new Confirm(Tree.number(in, "requestSeqNum"), in.number("bandWidth"));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "bandwidthConfirm",
                    Ras.BANDWIDTH_CONFIRM
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("bandWidth", bandWidth)
                            .done());
        }
    }

    /** BRJ. @param allowedBandWidth in units of 100 bit/s @param referral whom to ask instead */
    record Reject(int requestSeqNum, Choice reason, long allowedBandWidth, Referral referral)
            implements BandwidthMessage {

        static Reject of(Sequence in) {
            return new Reject(
                    Tree.number(in, "requestSeqNum"),
                    in.get("rejectReason", Choice.class),
                    in.number("allowedBandWidth"),
                    Referral.of(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "bandwidthReject",
                    Ras.BANDWIDTH_REJECT
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("rejectReason", reason)
                            .set("allowedBandWidth", allowedBandWidth)
                            .set("altGKInfo", referral.toSequence())
                            .done());
        }
    }
}
