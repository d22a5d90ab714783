package org.courtbridge.signalling.sip;

import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.signalling.sip.stack.SipMessages;

/** A room's 200 to an INVITE of ours, which has to be acknowledged whatever becomes of the call. */
record Pickup(SipProvider provider, SipMessages messages, Dialog dialog, Response ok) {

    private static final Logger log = LogManager.getLogger(Pickup.class);

    void acknowledge() {
        acknowledge(Optional.empty());
    }

    /** @param answer to the offer in the 200, if our INVITE had none (RFC 3261, section 13.2.2.4) */
    void acknowledge(Optional<String> answer) {
        try {
            Request ack = dialog.createAck(SipMessages.sequence(ok));
            messages.goBy(dialog, ack);
            answer.ifPresent(description -> messages.sdp(ack, description));
            dialog.sendAck(ack);
        } catch (SipException | InvalidArgumentException e) {
            log.debug("ACK not sent: {}", e.getMessage());
        }
    }

    /** Ends a call that was picked up when nobody wants it any more. */
    void turnDown() {
        acknowledge();
        try {
            Request bye = dialog.createRequest(Request.BYE);
            messages.goBy(dialog, bye);
            messages.add(bye, "Reason", CallStatus.reasonHeader(EndReason.CANCELLED));
            dialog.sendRequest(provider.getNewClientTransaction(bye));
        } catch (SipException e) {
            log.debug("BYE not sent: {}", e.getMessage());
        }
    }
}
