package org.courtbridge.h323.ras;

import java.util.List;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.Ras;

/** Answers requests that we do not act on: a registered endpoint is told that it was heard, or that nobody understood. */
final class OtherRequests {

    private final Answers answers;

    OtherRequests(Answers answers) {
        this.answers = answers;
    }

    void answer(OtherMessage other, Asked asked, List<GatekeeperAction> actions) {
        boolean isRequest =
                other.message().is("nonStandardMessage") || other.message().is("resourcesAvailableIndicate");
        if (asked.sender().isPresent() && isRequest) {
            answers.answer(asked, answer(other, asked), actions);
        }
    }

    /** There are no services here that an endpoint could ask for. */
    void answer(ServiceControlMessage.Indication indication, Asked asked, List<GatekeeperAction> actions) {
        if (asked.sender().isPresent()) {
            answers.answer(asked, indication.refusal(), actions);
        }
    }

    private static RasMessage answer(OtherMessage other, Asked asked) {
        return other.message().is("resourcesAvailableIndicate")
                ? new OtherMessage(Ras.RAS_MESSAGE.value(
                        "resourcesAvailableConfirm",
                        Ras.RESOURCES_AVAILABLE_CONFIRM
                                .build()
                                .set("requestSeqNum", other.requestSeqNum())
                                .set("protocolIdentifier", RasMessage.PROTOCOL)
                                .done()))
                : new OtherMessage(Ras.RAS_MESSAGE.value(
                        "unknownMessageResponse",
                        Ras.UNKNOWN_MESSAGE_RESPONSE
                                .build()
                                .set("requestSeqNum", other.requestSeqNum())
                                .set("messageNotUnderstood", Octets.of(asked.datagram()))
                                .done()));
    }
}
