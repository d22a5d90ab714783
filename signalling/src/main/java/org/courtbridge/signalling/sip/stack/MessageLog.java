package org.courtbridge.signalling.sip.stack;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import java.net.InetSocketAddress;
import java.util.Properties;
import javax.sip.SipStack;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Shows every message to the stack's {@link SignallingTrace}. Public, as the stack makes it by its name. */
public final class MessageLog implements ServerLogger {

    private static final Logger log = LogManager.getLogger(MessageLog.class);

    private @Nullable CourtSipStack stack;

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sent, long time) {
        CourtSipStack owner = stack;
        SignallingTrace trace = owner == null ? null : owner.trace();
        if (trace == null || trace == SignallingTrace.NONE || message.getCallId() == null) {
            return;
        }
        Via via = message.getTopmostVia();
        trace.message(
                message.getCallId().getCallId(),
                sent ? SignallingTrace.Direction.SENT : SignallingTrace.Direction.RECEIVED,
                address(sent ? from : to),
                address(sent ? to : from),
                via == null ? "UDP" : via.getTransport(),
                message.encode());
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sent, long time) {
        logMessage(message, from, to, sent, time);
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sent) {
        logMessage(message, from, to, sent, 0);
    }

    /** The stack writes {@code host:port}; a host that is a name stays unresolved. */
    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            return InetSocketAddress.createUnresolved("unknown", 0);
        }
        String host = text.substring(0, colon).replaceAll("[\\[\\]/]", "");
        return host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
                ? new InetSocketAddress(host, Integer.parseInt(port))
                : InetSocketAddress.createUnresolved(host, Integer.parseInt(port));
    }

    @Override
    public void logException(Exception cause) {
        log.debug("SIP stack", cause);
    }

    @Override
    public void closeLogFile() {
        // There is none.
    }

    @Override
    public void setStackProperties(Properties properties) {
        // Nothing to set.
    }

    @Override
    public void setSipStack(SipStack sipStack) {
        if (sipStack instanceof CourtSipStack owner) {
            stack = owner;
        }
    }
}
