package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h460.FeatureSet;

/** Registration with a gatekeeper (H.225.0, clause 7.9). */
public sealed interface RegistrationMessage extends RasMessage {

    /**
     * RRQ.
     *
     * @param timeToLive how long the registration is to last without another one
     * @param keepAlive whether it is a light one, which only renews the registration
     */
    record Request(
            int requestSeqNum,
            boolean discoveryComplete,
            Endpoint endpoint,
            Optional<String> gatekeeperIdentifier,
            Optional<Duration> timeToLive,
            boolean keepAlive,
            Optional<String> endpointIdentifier,
            boolean additive,
            FeatureSet features)
            implements RegistrationMessage {

        /**
         * Addresses and names of the endpoint that registers, and its kind.
         *
         * @param terminalType an EndpointType
         * @param aliases that it wants to be called by
         * @param vendor a VendorIdentifier
         */
        public record Endpoint(
                List<InetSocketAddress> callSignalAddresses,
                List<InetSocketAddress> rasAddresses,
                Sequence terminalType,
                List<AliasAddress> aliases,
                Sequence vendor) {}

        static Request of(Sequence in) {
            return new Request(
                    Tree.number(in, "requestSeqNum"),
                    in.flag("discoveryComplete"),
                    new Endpoint(
                            Tree.addresses(in, "callSignalAddress"),
                            Tree.addresses(in, "rasAddress"),
                            in.get("terminalType", Sequence.class),
                            Tree.aliases(in, "terminalAlias"),
                            in.get("endpointVendor", Sequence.class)),
                    Tree.text(in, "gatekeeperIdentifier"),
                    in.find("timeToLive", Long.class).map(Duration::ofSeconds),
                    Tree.flag(in, "keepAlive"),
                    Tree.text(in, "endpointIdentifier"),
                    in.has("additiveRegistration"),
                    FeatureSet.in(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "registrationRequest",
                    Ras.REGISTRATION_REQUEST
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("discoveryComplete", discoveryComplete)
                            .set("callSignalAddress", Tree.choices(endpoint.callSignalAddresses))
                            .set("rasAddress", Tree.choices(endpoint.rasAddresses))
                            .set("terminalType", endpoint.terminalType)
                            .set("terminalAlias", Tree.aliases(endpoint.aliases))
                            .set("gatekeeperIdentifier", gatekeeperIdentifier)
                            .set("endpointVendor", endpoint.vendor)
                            .set("timeToLive", timeToLive.map(Duration::toSeconds))
                            .set("keepAlive", keepAlive)
                            .set("endpointIdentifier", endpointIdentifier)
                            .set("additiveRegistration", Tree.mark(additive))
                            .set("featureSet", features.toSomething())
                            .set("protocolIdentifier", PROTOCOL)
                            .set("willSupplyUUIEs", false)
                            .set("maintainConnection", false)
                            .set("supportsAssignedGK", false)
                            .done());
        }
    }

    /**
     * RCF.
     *
     * @param aliases those that the endpoint has now, if they were asked for
     * @param maintainConnection whether the connection of call signalling is to stay open where there are no calls
     */
    record Confirm(
            int requestSeqNum,
            List<InetSocketAddress> callSignalAddresses,
            List<AliasAddress> aliases,
            Optional<String> gatekeeperIdentifier,
            String endpointIdentifier,
            List<AlternateGatekeeper> alternates,
            Optional<Duration> timeToLive,
            boolean willRespondToIRR,
            boolean maintainConnection,
            FeatureSet features)
            implements RegistrationMessage {

        static Confirm of(Sequence in) {
            return new Confirm(
                    Tree.number(in, "requestSeqNum"),
                    Tree.addresses(in, "callSignalAddress"),
                    Tree.aliases(in, "terminalAlias"),
                    Tree.text(in, "gatekeeperIdentifier"),
                    in.get("endpointIdentifier", String.class),
                    AlternateGatekeeper.listed(in),
                    in.find("timeToLive", Long.class).map(Duration::ofSeconds),
                    Tree.flag(in, "willRespondToIRR"),
                    Tree.flag(in, "maintainConnection"),
                    FeatureSet.in(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "registrationConfirm",
                    Ras.REGISTRATION_CONFIRM
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("callSignalAddress", Tree.choices(callSignalAddresses))
                            .set("terminalAlias", Tree.aliases(aliases))
                            .set("gatekeeperIdentifier", gatekeeperIdentifier)
                            .set("endpointIdentifier", endpointIdentifier)
                            .set("alternateGatekeeper", AlternateGatekeeper.list(alternates))
                            .set("timeToLive", timeToLive.map(Duration::toSeconds))
                            .set("willRespondToIRR", willRespondToIRR)
                            .set("featureSet", features.toSomething())
                            .set("protocolIdentifier", PROTOCOL)
                            .set("maintainConnection", maintainConnection)
                            .done());
        }
    }

    /** RRJ. */
    record Reject(
            int requestSeqNum,
            Choice reason,
            Optional<String> gatekeeperIdentifier,
            List<AlternateGatekeeper> alternates)
            implements RegistrationMessage {

        static Reject of(Sequence in) {
            return new Reject(
                    Tree.number(in, "requestSeqNum"),
                    in.get("rejectReason", Choice.class),
                    Tree.text(in, "gatekeeperIdentifier"),
                    AlternateGatekeeper.instead(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "registrationReject",
                    Ras.REGISTRATION_REJECT
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("rejectReason", reason)
                            .set("gatekeeperIdentifier", gatekeeperIdentifier)
                            .set("altGKInfo", AlternateGatekeeper.info(alternates))
                            .set("protocolIdentifier", PROTOCOL)
                            .done());
        }
    }
}
