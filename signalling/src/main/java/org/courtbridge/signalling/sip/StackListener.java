package org.courtbridge.signalling.sip;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Receives the stack's callbacks; a fault in here must not kill the stack's thread. */
final class StackListener implements SipListenerExt {

    private static final Logger log = LogManager.getLogger(StackListener.class);

    /** Set once everything is made; what comes earlier is repeated by its sender. */
    private volatile @Nullable SipEndpoint owner;

    void owner(SipEndpoint endpoint) {
        owner = endpoint;
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException bug) {
            log.error("SIP callback", bug);
        }
    }

    @Override
    public void processRequest(RequestEvent event) {
        SipEndpoint endpoint = owner;
        if (endpoint != null) {
            guarded(() -> endpoint.request(event));
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        SipEndpoint endpoint = owner;
        if (endpoint != null) {
            guarded(() -> endpoint.response(event));
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        guarded(() -> SipEndpoint.timeout(event));
    }

    @Override
    public void processDialogTimeout(DialogTimeoutEvent event) {
        guarded(() -> SipEndpoint.dialogTimeout(event));
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        log.debug("cannot send to {}:{}/{}", event.getHost(), event.getPort(), event.getTransport());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        // The mailbox hears what matters by other events.
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        // As above.
    }
}
