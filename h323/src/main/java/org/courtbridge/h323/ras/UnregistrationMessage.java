package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;

/** The end of a registration, by either side (H.225.0, clause 7.10). */
public sealed interface UnregistrationMessage extends RasMessage {

    /** URQ. @param aliases those that go, if not all do */
    record Request(
            int requestSeqNum,
            List<InetSocketAddress> callSignalAddresses,
            List<AliasAddress> aliases,
            Optional<String> endpointIdentifier,
            Optional<String> gatekeeperIdentifier,
            Optional<Choice> reason,
            List<AlternateGatekeeper> alternates)
            implements UnregistrationMessage {

        static Request of(Sequence in) {
            return new Request(
                    Tree.number(in, "requestSeqNum"),
                    Tree.addresses(in, "callSignalAddress"),
                    Tree.aliases(in, "endpointAlias"),
                    Tree.text(in, "endpointIdentifier"),
                    Tree.text(in, "gatekeeperIdentifier"),
                    in.find("reason", Choice.class),
                    AlternateGatekeeper.listed(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "unregistrationRequest",
                    Ras.UNREGISTRATION_REQUEST
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("callSignalAddress", Tree.choices(callSignalAddresses))
                            .set("endpointAlias", Tree.aliases(aliases))
                            .set("endpointIdentifier", endpointIdentifier)
                            .set("gatekeeperIdentifier", gatekeeperIdentifier)
                            .set("reason", reason)
                            .set("alternateGatekeeper", AlternateGatekeeper.list(alternates))
                            .done());
        }
    }

    /** UCF. */
    record Confirm(int requestSeqNum) implements UnregistrationMessage {

        static Confirm of(Sequence in) {
            return new Confirm(Tree.number(in, "requestSeqNum"));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "unregistrationConfirm",
                    Ras.UNREGISTRATION_CONFIRM
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .done());
        }
    }

    /** URJ. */
    record Reject(int requestSeqNum, Choice reason) implements UnregistrationMessage {

        static Reject of(Sequence in) {
            return new Reject(Tree.number(in, "requestSeqNum"), in.get("rejectReason", Choice.class));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "unregistrationReject",
                    Ras.UNREGISTRATION_REJECT
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("rejectReason", reason)
                            .done());
        }
    }
}
