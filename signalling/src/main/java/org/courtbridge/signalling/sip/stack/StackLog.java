package org.courtbridge.signalling.sip.stack;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the SIP stack's own messages to our log. Public, as the stack makes it by its name.
 *
 * <p>What it calls errors is mostly junk from the network and broken connections: normal input, so below our notice.
 */
public final class StackLog implements StackLogger {

    private static final Logger log = LogManager.getLogger(StackLog.class);

    @Override
    public void logStackTrace() {
        // A trace of every message sent helps nobody.
    }

    @Override
    public void logStackTrace(int level) {
        // As above.
    }

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void logException(Throwable cause) {
        log.debug("SIP stack", cause);
    }

    @Override
    public void logDebug(String message) {
        log.trace(message);
    }

    @Override
    public void logDebug(String message, Exception cause) {
        log.trace(message, cause);
    }

    @Override
    public void logTrace(String message) {
        log.trace(message);
    }

    @Override
    public void logFatalError(String message) {
        log.error(message);
    }

    @Override
    public void logError(String message) {
        log.debug(message);
    }

    @Override
    public void logError(String message, @Nullable Exception cause) {
        log.debug(message, cause);
    }

    @Override
    public void logWarning(String message) {
        log.debug(message);
    }

    @Override
    public void logInfo(String message) {
        log.trace(message);
    }

    /** Messages must be shown to {@link MessageLog}, whatever our own level. */
    @Override
    public boolean isLoggingEnabled(int level) {
        return level <= TRACE_MESSAGES || log.isTraceEnabled();
    }

    @Override
    public boolean isLoggingEnabled() {
        return true;
    }

    @Override
    public void disableLogging() {
        // Log4j's configuration decides.
    }

    @Override
    public void enableLogging() {
        // Log4j's configuration decides.
    }

    @Override
    public void setBuildTimeStamp(String buildTimeStamp) {
        // Not of interest.
    }

    @Override
    public void setStackProperties(Properties properties) {
        // Nothing to set.
    }

    @Override
    public String getLoggerName() {
        return StackLog.class.getName();
    }
}
