package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AdmittedDetails;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.CallTypes;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h225.TransportAddress;
import org.courtbridge.h323.h460.FeatureSet;

/** Admission of a call (H.225.0, clause 7.11). */
public sealed interface AdmissionMessage extends RasMessage {

    /**
     * ARQ.
     *
     * @param bandWidth of both directions, in units of 100 bit/s
     * @param answerCall whether the endpoint is called
     * @param features that it has
     */
    record Request(
            int requestSeqNum,
            Optional<CallModel> callModel,
            String endpointIdentifier,
            Parties parties,
            long bandWidth,
            Identity identity,
            boolean answerCall,
            Optional<String> gatekeeperIdentifier,
            boolean canMapAlias,
            FeatureSet features)
            implements AdmissionMessage {

        /**
         * The called one and the caller, each by aliases, by the address of its call signalling, or by both.
         *
         * @param destinationInfo of who is called
         * @param destCallSignalAddress of who is called
         * @param srcInfo of the caller
         * @param srcCallSignalAddress of the caller
         */
        public record Parties(
                List<AliasAddress> destinationInfo,
                Optional<InetSocketAddress> destCallSignalAddress,
                List<AliasAddress> srcInfo,
                Optional<InetSocketAddress> srcCallSignalAddress) {}

        /**
         * Identifiers of the call and of the conference that it belongs to.
         *
         * @param conferenceId 16 octets
         * @param callReferenceValue of its Q.931 messages, 0 to 65,535
         * @param callIdentifier 16 octets; empty from version 1
         */
        public record Identity(Octets conferenceId, int callReferenceValue, Optional<Octets> callIdentifier) {}

        static Request of(Sequence in) {
            return new Request(
                    Tree.number(in, "requestSeqNum"),
                    in.find("callModel", Choice.class).map(CallModel::of),
                    in.get("endpointIdentifier", String.class),
                    new Parties(
                            Tree.aliases(in, "destinationInfo"),
                            Tree.address(in, "destCallSignalAddress"),
                            Tree.aliases(in, "srcInfo"),
                            Tree.address(in, "srcCallSignalAddress")),
                    in.number("bandWidth"),
                    new Identity(
                            in.get("conferenceID", Octets.class), Tree.number(in, "callReferenceValue"), Tree.guid(in)),
                    in.flag("answerCall"),
                    Tree.text(in, "gatekeeperIdentifier"),
                    Tree.flag(in, "canMapAlias"),
                    FeatureSet.in(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "admissionRequest",
                    Ras.ADMISSION_REQUEST
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("callModel", callModel.map(CallModel::toChoice))
                            .set("endpointIdentifier", endpointIdentifier)
                            .set("destinationInfo", Tree.aliases(parties.destinationInfo))
                            .set("destCallSignalAddress", parties.destCallSignalAddress.map(TransportAddress::toChoice))
                            .set("srcInfo", Tree.aliases(parties.srcInfo).orElse(List.of()))
                            .set("srcCallSignalAddress", parties.srcCallSignalAddress.map(TransportAddress::toChoice))
                            .set("bandWidth", bandWidth)
                            .set("conferenceID", identity.conferenceId)
                            .set("callReferenceValue", identity.callReferenceValue)
                            .set("callIdentifier", identity.callIdentifier.map(Tree::callIdentifier))
                            .set("answerCall", answerCall)
                            .set("gatekeeperIdentifier", gatekeeperIdentifier)
                            .set("canMapAlias", canMapAlias)
                            .set("featureSet", features.toSomething())
                            .set("callType", CallTypes.CALL_TYPE.value("pointToPoint"))
                            .set("activeMC", false)
                            .set("willSupplyUUIEs", false)
                            .set("canMapSrcAlias", false)
                            .done());
        }
    }

    /**
     * ACF.
     *
     * @param irrFrequency how often the gatekeeper wants to hear of the call
     * @param destinationInfo who is to be called instead of whom the request named; empty if it is he
     * @param details that the Setup is to carry on
     * @param features that the gatekeeper wants, or has
     */
    record Confirm(
            int requestSeqNum,
            long bandWidth,
            CallModel callModel,
            Optional<InetSocketAddress> destCallSignalAddress,
            Optional<Duration> irrFrequency,
            List<AliasAddress> destinationInfo,
            boolean willRespondToIRR,
            AdmittedDetails details,
            FeatureSet features)
            implements AdmissionMessage {

        static Confirm of(Sequence in) {
            return new Confirm(
                    Tree.number(in, "requestSeqNum"),
                    in.number("bandWidth"),
                    CallModel.of(in.get("callModel", Choice.class)),
                    Tree.address(in, "destCallSignalAddress"),
                    in.find("irrFrequency", Long.class).map(Duration::ofSeconds),
                    Tree.aliases(in, "destinationInfo"),
                    Tree.flag(in, "willRespondToIRR"),
                    AdmittedDetails.ofConfirm(in),
                    FeatureSet.in(in));
        }

        @Override
        public Choice toChoice() {
            Sequence.Builder out = Ras.ADMISSION_CONFIRM
                    .build()
                    .set("requestSeqNum", requestSeqNum)
                    .set("bandWidth", bandWidth)
                    .set("callModel", callModel.toChoice())
                    .set("destCallSignalAddress", destCallSignalAddress.map(TransportAddress::toChoice))
                    .set("irrFrequency", irrFrequency.map(Duration::toSeconds))
                    .set("destinationInfo", Tree.aliases(destinationInfo))
                    .set("willRespondToIRR", willRespondToIRR)
                    .set("uuiesRequested", Tree.NO_UUIES)
                    .set("featureSet", features.toSomething());
            details.intoConfirm(out);
            return Ras.RAS_MESSAGE.value("admissionConfirm", out.done());
        }
    }

    /**
     * ARJ.
     *
     * @param callSignalAddresses of the gatekeeper, if the call is to go there
     * @param referral whom to ask instead
     */
    record Reject(int requestSeqNum, Choice reason, List<InetSocketAddress> callSignalAddresses, Referral referral)
            implements AdmissionMessage {

        static Reject of(Sequence in) {
            return new Reject(
                    Tree.number(in, "requestSeqNum"),
                    in.get("rejectReason", Choice.class),
                    Tree.addresses(in, "callSignalAddress"),
                    Referral.of(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "admissionReject",
                    Ras.ADMISSION_REJECT
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("rejectReason", reason)
                            .set(
                                    "callSignalAddress",
                                    Optional.of(Tree.choices(callSignalAddresses))
                                            .filter(some -> !some.isEmpty()))
                            .set("altGKInfo", referral.toSequence())
                            .done());
        }
    }
}
