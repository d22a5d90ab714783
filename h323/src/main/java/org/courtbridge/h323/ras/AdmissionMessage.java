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
     * @param callIdentifier empty from version 1
     * @param answerCall whether the endpoint is called
     * @param features that it has
     */
    record Request(
            int requestSeqNum,
            Optional<CallModel> callModel,
            String endpointIdentifier,
            List<AliasAddress> destinationInfo,
            Optional<InetSocketAddress> destCallSignalAddress,
            List<AliasAddress> srcInfo,
            Optional<InetSocketAddress> srcCallSignalAddress,
            long bandWidth,
            Octets conferenceId,
            int callReferenceValue,
            Optional<Octets> callIdentifier,
            boolean answerCall,
            Optional<String> gatekeeperIdentifier,
            boolean canMapAlias,
            FeatureSet features)
            implements AdmissionMessage {

        /** Of an endpoint that says nothing of features. */
        public Request(
                int requestSeqNum,
                Optional<CallModel> callModel,
                String endpointIdentifier,
                List<AliasAddress> destinationInfo,
                Optional<InetSocketAddress> destCallSignalAddress,
                List<AliasAddress> srcInfo,
                Optional<InetSocketAddress> srcCallSignalAddress,
                long bandWidth,
                Octets conferenceId,
                int callReferenceValue,
                Optional<Octets> callIdentifier,
                boolean answerCall,
                Optional<String> gatekeeperIdentifier,
                boolean canMapAlias) {
            this(
                    requestSeqNum,
                    callModel,
                    endpointIdentifier,
                    destinationInfo,
                    destCallSignalAddress,
                    srcInfo,
                    srcCallSignalAddress,
                    bandWidth,
                    conferenceId,
                    callReferenceValue,
                    callIdentifier,
                    answerCall,
                    gatekeeperIdentifier,
                    canMapAlias,
                    FeatureSet.NONE);
        }

        static Request of(Sequence in) {
            return new Request(
                    Tree.number(in, "requestSeqNum"),
                    in.find("callModel", Choice.class).map(CallModel::of),
                    in.get("endpointIdentifier", String.class),
                    Tree.aliases(in, "destinationInfo"),
                    Tree.address(in, "destCallSignalAddress"),
                    Tree.aliases(in, "srcInfo"),
                    Tree.address(in, "srcCallSignalAddress"),
                    in.number("bandWidth"),
                    in.get("conferenceID", Octets.class),
                    Tree.number(in, "callReferenceValue"),
                    Tree.guid(in),
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
                            .set("destinationInfo", Tree.aliases(destinationInfo))
                            .set("destCallSignalAddress", destCallSignalAddress.map(TransportAddress::toChoice))
                            .set("srcInfo", Tree.aliases(srcInfo).orElse(List.of()))
                            .set("srcCallSignalAddress", srcCallSignalAddress.map(TransportAddress::toChoice))
                            .set("bandWidth", bandWidth)
                            .set("conferenceID", conferenceId)
                            .set("callReferenceValue", callReferenceValue)
                            .set("callIdentifier", callIdentifier.map(Tree::callIdentifier))
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
