package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h225.TransportAddress;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.per.ObjectIdentifier;

/** Discovery of a gatekeeper (H.225.0, clause 7.8). */
public sealed interface DiscoveryMessage extends RasMessage {

    /**
     * GRQ.
     *
     * @param rasAddress empty if it is none of IP
     * @param authenticationCapability how the endpoint can prove its password, with the algorithms
     */
    record Request(
            int requestSeqNum,
            Optional<InetSocketAddress> rasAddress,
            Sequence endpointType,
            Optional<String> gatekeeperIdentifier,
            List<AliasAddress> endpointAlias,
            List<Choice> authenticationCapability,
            List<ObjectIdentifier> algorithms,
            boolean supportsAltGK,
            FeatureSet features)
            implements DiscoveryMessage {

        static Request of(Sequence in) {
            return new Request(
                    Tree.number(in, "requestSeqNum"),
                    Tree.address(in, "rasAddress"),
                    in.get("endpointType", Sequence.class),
                    Tree.text(in, "gatekeeperIdentifier"),
                    Tree.aliases(in, "endpointAlias"),
                    in.list("authenticationCapability", Choice.class),
                    in.list("algorithmOIDs", ObjectIdentifier.class),
                    in.has("supportsAltGK"),
                    FeatureSet.in(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "gatekeeperRequest",
                    Ras.GATEKEEPER_REQUEST
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("rasAddress", rasAddress.map(TransportAddress::toChoice))
                            .set("endpointType", endpointType)
                            .set("gatekeeperIdentifier", gatekeeperIdentifier)
                            .set("endpointAlias", Tree.aliases(endpointAlias))
                            .set(
                                    "authenticationCapability",
                                    Optional.of(authenticationCapability).filter(some -> !some.isEmpty()))
                            .set("algorithmOIDs", Optional.of(algorithms).filter(some -> !some.isEmpty()))
                            .set("supportsAltGK", Tree.mark(supportsAltGK))
                            .set("featureSet", features.toSomething())
                            .set("protocolIdentifier", PROTOCOL)
                            .set("supportsAssignedGK", false)
                            .done());
        }
    }

    /** GCF. @param authenticationMode how the endpoint is to prove its password, with the algorithm */
    record Confirm(
            int requestSeqNum,
            Optional<String> gatekeeperIdentifier,
            Optional<InetSocketAddress> rasAddress,
            List<AlternateGatekeeper> alternates,
            Optional<Choice> authenticationMode,
            Optional<ObjectIdentifier> algorithm,
            FeatureSet features)
            implements DiscoveryMessage {

        static Confirm of(Sequence in) {
            return new Confirm(
                    Tree.number(in, "requestSeqNum"),
                    Tree.text(in, "gatekeeperIdentifier"),
                    Tree.address(in, "rasAddress"),
                    AlternateGatekeeper.listed(in),
                    in.find("authenticationMode", Choice.class),
                    in.find("algorithmOID", ObjectIdentifier.class),
                    FeatureSet.in(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "gatekeeperConfirm",
                    Ras.GATEKEEPER_CONFIRM
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("gatekeeperIdentifier", gatekeeperIdentifier)
                            .set("rasAddress", rasAddress.map(TransportAddress::toChoice))
                            .set("alternateGatekeeper", AlternateGatekeeper.list(alternates))
                            .set("authenticationMode", authenticationMode)
                            .set("algorithmOID", algorithm)
                            .set("featureSet", features.toSomething())
                            .set("protocolIdentifier", PROTOCOL)
                            .done());
        }
    }

    /** GRJ. */
    record Reject(
            int requestSeqNum,
            Optional<String> gatekeeperIdentifier,
            Choice reason,
            List<AlternateGatekeeper> alternates)
            implements DiscoveryMessage {

        static Reject of(Sequence in) {
            return new Reject(
                    Tree.number(in, "requestSeqNum"),
                    Tree.text(in, "gatekeeperIdentifier"),
                    in.get("rejectReason", Choice.class),
                    AlternateGatekeeper.instead(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "gatekeeperReject",
                    Ras.GATEKEEPER_REJECT
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("gatekeeperIdentifier", gatekeeperIdentifier)
                            .set("rejectReason", reason)
                            .set("altGKInfo", AlternateGatekeeper.info(alternates))
                            .set("protocolIdentifier", PROTOCOL)
                            .done());
        }
    }
}
