package org.courtbridge.signalling.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.DefaultRouter;
import gov.nist.javax.sip.stack.HopImpl;
import java.util.Iterator;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.address.Hop;
import javax.sip.header.RouteHeader;
import javax.sip.message.Request;

/** Sends requests within a call by the call's {@link Flow}, where it has one, and all others as RFC 3263 has it. */
final class FlowRouter extends DefaultRouter {

    private final CourtSipStack stack;

    FlowRouter(CourtSipStack stack) {
        super(stack, null);
        this.stack = stack;
    }

    @Override
    public Hop getNextHop(Request request) throws SipException {
        Optional<Flow> flow = flow(request);
        Hop hop = flow.isPresent() ? hop(flow.get()) : super.getNextHop(request);
        // The stack would look for a port by which to send, and stumble over there being none.
        if (hop != null && !has(hop.getTransport())) {
            throw new SipException("no port for " + hop.getTransport());
        }
        return hop;
    }

    private boolean has(String transport) {
        for (Iterator<?> ports = stack.getListeningPoints(); ports.hasNext(); ) {
            if (((ListeningPoint) ports.next()).getTransport().equalsIgnoreCase(transport)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Flow> flow(Request request) {
        if (request.getHeader(RouteHeader.NAME) != null
                || SipMessages.toTag(request).isEmpty()) {
            return Optional.empty();
        }
        Dialog dialog = stack.getDialog(((SIPRequest) request).getDialogId(false));
        return dialog != null && dialog.getApplicationData() instanceof CallMailbox mailbox
                ? mailbox.flow()
                : Optional.empty();
    }

    private static Hop hop(Flow flow) {
        return new HopImpl(
                SipStackFactory.host(flow.address().getAddress()),
                flow.address().getPort(),
                flow.transport());
    }
}
