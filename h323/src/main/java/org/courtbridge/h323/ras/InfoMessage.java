package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h225.TransportAddress;
import org.courtbridge.h323.h460.Feature;

/** Message about the state of an endpoint and its calls (H.225.0, clause 7.15). */
public sealed interface InfoMessage extends RasMessage {

    /** IRQ. @param callReferenceValue 0 for all calls */
    record Request(
            int requestSeqNum,
            int callReferenceValue,
            Optional<InetSocketAddress> replyAddress,
            Optional<Octets> callIdentifier)
            implements InfoMessage {

        static Request of(Sequence in) {
            return new Request(
                    Tree.number(in, "requestSeqNum"),
                    Tree.number(in, "callReferenceValue"),
                    Tree.address(in, "replyAddress"),
                    Tree.guid(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "infoRequest",
                    Ras.INFO_REQUEST
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("callReferenceValue", callReferenceValue)
                            .set("replyAddress", replyAddress.map(TransportAddress::toChoice))
                            .set("callIdentifier", callIdentifier.map(Tree::callIdentifier))
                            .done());
        }
    }

    /**
     * IRR.
     *
     * @param endpointType an EndpointType
     * @param needResponse whether an IACK or INAK is to come
     * @param unsolicited whether nobody asked
     * @param features what features of the H.460 series say in it
     */
    record Response(
            int requestSeqNum,
            Sequence endpointType,
            String endpointIdentifier,
            Optional<InetSocketAddress> rasAddress,
            List<InetSocketAddress> callSignalAddresses,
            List<AliasAddress> aliases,
            List<CallStatus> calls,
            boolean needResponse,
            boolean unsolicited,
            List<Feature> features)
            implements InfoMessage {

        static Response of(Sequence in) {
            return new Response(
                    Tree.number(in, "requestSeqNum"),
                    in.get("endpointType", Sequence.class),
                    in.get("endpointIdentifier", String.class),
                    Tree.address(in, "rasAddress"),
                    Tree.addresses(in, "callSignalAddress"),
                    Tree.aliases(in, "endpointAlias"),
                    in.list("perCallInfo", Sequence.class).stream()
                            .map(CallStatus::of)
                            .toList(),
                    Tree.flag(in, "needResponse"),
                    Tree.flag(in, "unsolicited"),
                    Feature.ofAll(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "infoRequestResponse",
                    Ras.INFO_REQUEST_RESPONSE
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("endpointType", endpointType)
                            .set("endpointIdentifier", endpointIdentifier)
                            .set("rasAddress", rasAddress.map(TransportAddress::toChoice))
                            .set("callSignalAddress", Tree.choices(callSignalAddresses))
                            .set("endpointAlias", Tree.aliases(aliases))
                            .set(
                                    "perCallInfo",
                                    Optional.of(calls.stream()
                                                    .map(CallStatus::toSequence)
                                                    .toList())
                                            .filter(some -> !some.isEmpty()))
                            .set("needResponse", needResponse)
                            .set("unsolicited", unsolicited)
                            .set("genericData", Feature.toSequences(features))
                            .done());
        }
    }

    /** IACK. */
    record Ack(int requestSeqNum) implements InfoMessage {

        static Ack of(Sequence in) {
            return new Ack(Tree.number(in, "requestSeqNum"));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "infoRequestAck",
                    Ras.INFO_REQUEST_ACK
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .done());
        }
    }

    /** INAK. */
    record Nak(int requestSeqNum, Choice reason) implements InfoMessage {

        static Nak of(Sequence in) {
            return new Nak(Tree.number(in, "requestSeqNum"), in.get("nakReason", Choice.class));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "infoRequestNak",
                    Ras.INFO_REQUEST_NAK
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("nakReason", reason)
                            .done());
        }
    }
}
