package org.courtbridge.h323.ras;

import java.util.List;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.Ras;

/** What we do not act on: a registered endpoint is told that it was heard, or that nobody understood. */
final class OtherRequests {

    private final Answers answers;

    OtherRequests(Answers answers) {
        this.answers = answers;
    }

    void answer(OtherMessage other, Asked asked, List<GatekeeperAction> actions) {
        boolean isRequest = other.message().is("nonStandardMessage")
                || other.message().is("resourcesAvailableIndicate")
                || other.message().is("serviceControlIndication");
        if (asked.sender().isPresent() && isRequest) {
            answers.answer(asked, answer(other, asked), actions);
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
