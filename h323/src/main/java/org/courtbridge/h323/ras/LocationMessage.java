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

/** Message by which a gatekeeper asks another for the address of somebody to be called (H.225.0, clause 7.13). */
public sealed interface LocationMessage extends RasMessage {

    /** LRQ. @param callIdentifier of the call that it is about; empty from older versions */
    record Request(
            int requestSeqNum,
            Optional<String> endpointIdentifier,
            List<AliasAddress> destinationInfo,
            Optional<InetSocketAddress> replyAddress,
            List<AliasAddress> sourceInfo,
            boolean canMapAlias,
            Optional<String> gatekeeperIdentifier,
            Optional<Integer> hopCount,
            Optional<Octets> callIdentifier)
            implements LocationMessage {

        static Request of(Sequence in) {
            return new Request(
                    Tree.number(in, "requestSeqNum"),
                    Tree.text(in, "endpointIdentifier"),
                    Tree.aliases(in, "destinationInfo"),
                    Tree.address(in, "replyAddress"),
                    Tree.aliases(in, "sourceInfo"),
                    Tree.flag(in, "canMapAlias"),
                    Tree.text(in, "gatekeeperIdentifier"),
                    in.find("hopCount", Long.class).map(Long::intValue),
                    Tree.guid(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "locationRequest",
                    Ras.LOCATION_REQUEST
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("endpointIdentifier", endpointIdentifier)
                            .set(
                                    "destinationInfo",
                                    Tree.aliases(destinationInfo).orElse(List.of()))
                            .set("replyAddress", replyAddress.map(TransportAddress::toChoice))
                            .set("sourceInfo", Tree.aliases(sourceInfo))
                            .set("canMapAlias", canMapAlias)
                            .set("gatekeeperIdentifier", gatekeeperIdentifier)
                            .set("hopCount", hopCount.map(Integer::longValue))
                            .set("callIdentifier", callIdentifier.map(Tree::callIdentifier))
                            .set("canMapSrcAlias", false)
                            .done());
        }
    }

    /** LCF. */
    record Confirm(
            int requestSeqNum,
            Optional<InetSocketAddress> callSignalAddress,
            Optional<InetSocketAddress> rasAddress,
            List<AliasAddress> destinationInfo)
            implements LocationMessage {

        static Confirm of(Sequence in) {
            return new Confirm(
                    Tree.number(in, "requestSeqNum"),
                    Tree.address(in, "callSignalAddress"),
                    Tree.address(in, "rasAddress"),
                    Tree.aliases(in, "destinationInfo"));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "locationConfirm",
                    Ras.LOCATION_CONFIRM
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("callSignalAddress", callSignalAddress.map(TransportAddress::toChoice))
                            .set("rasAddress", rasAddress.map(TransportAddress::toChoice))
                            .set("destinationInfo", Tree.aliases(destinationInfo))
                            .done());
        }
    }

    /** LRJ. */
    record Reject(int requestSeqNum, Choice reason) implements LocationMessage {

        static Reject of(Sequence in) {
            return new Reject(Tree.number(in, "requestSeqNum"), in.get("rejectReason", Choice.class));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "locationReject",
                    Ras.LOCATION_REJECT
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("rejectReason", reason)
                            .done());
        }
    }
}
