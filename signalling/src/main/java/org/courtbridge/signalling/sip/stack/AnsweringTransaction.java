package org.courtbridge.signalling.sip.stack;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPServerTransactionImpl;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A server transaction that repeats its answer however soon it is asked again (RFC 3261, section 17.2.2). The stack's own
 * sends, and only then keeps what it has sent: a repetition that came in between was dropped.
 */
final class AnsweringTransaction extends SIPServerTransactionImpl {

    private final ReentrantLock sending = new ReentrantLock();

    AnsweringTransaction(CourtSipStack stack, MessageChannel channel) {
        super(stack, channel);
    }

    @Override
    public void sendMessage(SIPMessage message) throws IOException {
        sending.lock();
        try {
            super.sendMessage(message);
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void resendLastResponseAsBytes() throws IOException {
        sending.lock();
        try {
            super.resendLastResponseAsBytes();
        } finally {
            sending.unlock();
        }
    }
}
