package org.courtbridge.signalling.sip;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.signalling.sip.stack.CallMailbox;
import org.courtbridge.signalling.sip.stack.SipCallEvent;

/**
 * The end of a call that we hang up: BYE, with proof if the party wants it, and 200 to a BYE of the party that crosses
 * ours (RFC 3261, section 15.1.2). Media and seat are gone by then.
 */
final class Goodbye {

    private static final Logger log = LogManager.getLogger(Goodbye.class);

    /** As long as the transaction can live: 64 times T1. */
    private static final Duration PATIENCE = Duration.ofSeconds(33);

    private final CallRequests requests;
    private final CallMailbox mailbox;
    private final CountDownLatch answered = new CountDownLatch(1);

    private Goodbye(CallRequests requests, CallMailbox mailbox) {
        this.requests = requests;
        this.mailbox = mailbox;
    }

    /** Sends the BYE, and sees to the rest on a thread of its own. */
    static Goodbye say(CallRequests requests, CallMailbox mailbox, EndReason reason) {
        try {
            Request bye = requests.request(Request.BYE);
            requests.messages().add(bye, "Reason", CallStatus.reasonHeader(reason));
            requests.send(bye);
        } catch (SipException e) {
            log.debug("BYE not sent: {}", e.getMessage());
        }
        Goodbye goodbye = new Goodbye(requests, mailbox);
        Thread.ofVirtual().name("sip-goodbye").start(goodbye::listen);
        return goodbye;
    }

    /** Waits until the BYE is answered or given up. @return whether it is, as the time was long enough */
    boolean await(Duration patience) {
        try {
            return answered.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void listen() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            boolean over = false;
            for (long left = PATIENCE.toNanos(); left > 0 && !over; left = deadline - System.nanoTime()) {
                over = mailbox.poll(Duration.ofNanos(left)).map(this::isLast).orElse(true);
            }
        } finally {
            answered.countDown();
            mailbox.close(requests.messages());
        }
    }

    private boolean isLast(SipCallEvent event) {
        if (event instanceof SipCallEvent.Requested requested) {
            boolean crossing = requested.request().getMethod().equals(Request.BYE);
            int status = crossing ? Response.OK : Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST;
            requests.messages().answer(requested.transaction(), status);
            return false;
        }
        if (event instanceof SipCallEvent.Responded responded
                && responded.transaction().getRequest().getMethod().equals(Request.BYE)
                && responded.response().getStatusCode() >= 200) {
            return !requests.askedAgain(responded.transaction(), responded.response());
        }
        return event instanceof SipCallEvent.Unanswered unanswered
                && unanswered.transaction().getRequest().getMethod().equals(Request.BYE);
    }
}
