package org.courtbridge.signalling.sip;

import javax.sip.Dialog;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.header.RSeqHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.signalling.sip.stack.SipMessages;

/**
 * Handles a called room's messages before it picks up: reliable responses are acknowledged (RFC 3262, section 4), the first
 * description in one of them is the answer to our offer, and requests are answered.
 */
final class EarlyAnswer {

    private static final Logger log = LogManager.getLogger(EarlyAnswer.class);

    private final SipProvider provider;
    private final SipMessages messages;
    private String tag = "";
    private String description = "";
    private long lastHeard;

    EarlyAnswer(SipProvider provider, SipMessages messages) {
        this.provider = provider;
        this.messages = messages;
    }

    /** A provisional response. */
    void heard(Dialog dialog, Response response) {
        boolean reliable =
                response.getHeader(RSeqHeader.NAME) != null && SipMessages.hasOption(response, "Require", "100rel");
        if (!reliable || dialog == null) {
            return;
        }
        long sequence = ((RSeqHeader) response.getHeader(RSeqHeader.NAME)).getSequenceNumber();
        String from = SipMessages.toTag(response);
        if (from.equals(tag) && sequence <= lastHeard) {
            return; // a repetition, whose PRACK the stack repeats
        }
        if (description.isEmpty() || !from.equals(tag)) {
            description = SipMessages.description(response);
        }
        tag = from;
        lastHeard = sequence;
        try {
            Request prack = dialog.createPrack(response);
            messages.goBy(dialog, prack);
            dialog.sendRequest(provider.getNewClientTransaction(prack));
        } catch (SipException e) {
            log.debug("PRACK not sent: {}", e.getMessage());
        }
    }

    /** The room asks something while our offer is open (RFC 3311, section 5.2). */
    void asked(ServerTransaction transaction, Request request) {
        boolean offers = !SipMessages.description(request).isEmpty();
        switch (request.getMethod()) {
            case Request.BYE -> messages.answer(transaction, Response.OK);
            case Request.OPTIONS -> messages.send(transaction, messages.capabilities(request));
            case Request.UPDATE -> messages.answer(transaction, offers ? Response.REQUEST_PENDING : Response.OK);
            default -> messages.answer(transaction, Response.REQUEST_PENDING);
        }
    }

    /** The answer to our offer: of the response that accepts the call, else of what was heard before from the same place. */
    String answer(Response ok) {
        String said = SipMessages.description(ok);
        return said.isEmpty() && SipMessages.toTag(ok).equals(tag) ? description : said;
    }
}
