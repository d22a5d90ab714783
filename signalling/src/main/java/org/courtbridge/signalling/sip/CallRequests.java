package org.courtbridge.signalling.sip;

import java.text.ParseException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.sip.stack.CallMailbox;
import org.courtbridge.signalling.sip.stack.SipMessages;

/** Sends our requests within one dialog; one that is challenged is sent again with credentials, once. */
final class CallRequests {

    private static final Logger log = LogManager.getLogger(CallRequests.class);

    /** Header fields of a request that go with it when it is asked again. */
    private static final List<String> KEPT =
            List.of("Reason", "Session-Expires", "Min-SE", "Supported", "Allow", "RAck", "Info-Package");

    private final SipProvider provider;
    private final SipMessages messages;
    private final ClientDigest digest;
    private final Optional<Device> device;
    private final Dialog dialog;
    private final CallMailbox mailbox;
    private final String transport;
    /** Transactions that carry a proof already. */
    private final Set<ClientTransaction> proven = new HashSet<>();

    /** @param device that the party is; nothing is proved to a stranger */
    CallRequests(
            SipProvider provider,
            SipMessages messages,
            ClientDigest digest,
            Optional<Device> device,
            Dialog dialog,
            CallMailbox mailbox,
            String transport) {
        this.provider = provider;
        this.messages = messages;
        this.digest = digest;
        this.device = device;
        this.dialog = dialog;
        this.mailbox = mailbox;
        this.transport = transport;
    }

    SipMessages messages() {
        return messages;
    }

    Dialog dialog() {
        return dialog;
    }

    Request request(String method) throws SipException {
        Request request = dialog.createRequest(method);
        messages.goBy(mailbox.flow(), request);
        if (method.equals(Request.INVITE) || method.equals(Request.UPDATE)) {
            request.setHeader(messages.contact(messages.nextHop(mailbox.flow(), request), transport));
            messages.allow(request);
        }
        return request;
    }

    ClientTransaction send(Request request) throws SipException {
        ClientTransaction transaction = provider.getNewClientTransaction(request);
        transaction.setApplicationData(mailbox);
        dialog.sendRequest(transaction);
        return transaction;
    }

    /**
     * Sends a request of no dialog by the way of this one: whatever it is answered, a 481 too, nothing comes of it for the call
     * (RFC 3261, section 12.2.1.2), and requests within the call may be repeated meanwhile.
     */
    ClientTransaction sendBeside(String method) throws SipException {
        Request request = request(method);
        request.setHeader(provider.getNewCallId());
        try {
            ((CSeqHeader) request.getHeader(CSeqHeader.NAME)).setSeqNumber(1);
            ((FromHeader) request.getHeader(FromHeader.NAME)).setTag(messages.newTag());
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
        ((ToHeader) request.getHeader(ToHeader.NAME)).removeParameter("tag");
        ClientTransaction transaction = provider.getNewClientTransaction(request);
        transaction.setApplicationData(mailbox);
        transaction.sendRequest();
        return transaction;
    }

    /** Whether the request has been asked again, as this response wants proof that we can give. */
    boolean askedAgain(ClientTransaction transaction, Response response) {
        int status = response.getStatusCode();
        boolean challenged = status == Response.UNAUTHORIZED || status == Response.PROXY_AUTHENTICATION_REQUIRED;
        if (!challenged || proven.remove(transaction)) {
            return false;
        }
        Request refused = transaction.getRequest();
        try {
            Request again = request(refused.getMethod());
            Optional<Header> proof = device.flatMap(known -> digest.answer(response, again, known));
            if (proof.isEmpty()) {
                return false;
            }
            again.addHeader(proof.get());
            for (String name : KEPT) {
                for (Iterator<?> i = refused.getHeaders(name); i.hasNext(); ) {
                    again.setHeader((Header) i.next());
                }
            }
            if (refused.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type) {
                again.setContent(refused.getRawContent(), type);
            }
            proven.add(send(again));
            return true;
        } catch (SipException | ParseException e) {
            log.debug("{} not sent again: {}", refused.getMethod(), e.getMessage());
            return false;
        }
    }

    void acknowledge(Response ok) {
        new Pickup(provider, messages, dialog, ok).acknowledge();
    }
}
