package org.courtbridge.signalling.sip;

import java.util.HashMap;
import java.util.Map;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Requests of no use beside a call (OPTIONS, RFC 3261, section 11) that its party answers at once, so that it is known how long
 * that takes. Any answer will do, and none says anything of the call. Lives on the call's thread.
 */
final class CallEchoes {

    private static final Logger log = LogManager.getLogger(CallEchoes.class);

    /** That wait for an answer at one time: each is sent again and again on a line that is narrow enough. */
    private static final int MOST = 4;

    private final CallRequests requests;
    private final Map<ClientTransaction, Runnable> asked = new HashMap<>();

    CallEchoes(CallRequests requests) {
        this.requests = requests;
    }

    /** @param answered runs when the answer comes */
    void ask(Runnable answered) {
        if (asked.size() >= MOST) {
            return;
        }
        try {
            asked.put(requests.sendBeside(Request.OPTIONS), answered);
        } catch (SipException e) {
            log.debug("OPTIONS not sent: {}", e.getMessage());
        }
    }

    /** Whether an answer is to one of them. */
    boolean answered(ClientTransaction transaction, Response response) {
        Runnable answered = asked.get(transaction);
        if (answered == null) {
            return false;
        }
        // What comes before a final answer may be a proxy's.
        if (response.getStatusCode() >= Response.OK) {
            asked.remove(transaction);
            answered.run();
        }
        return true;
    }

    /** Whether it is one of them that was never answered. */
    boolean unanswered(ClientTransaction transaction) {
        return asked.remove(transaction) != null;
    }
}
