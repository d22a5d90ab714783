package org.courtbridge.operations.delivery;

import com.openhtmltopdf.util.Diagnostic;
import com.openhtmltopdf.util.XRLogger;
import java.util.logging.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Passes OpenHTMLtoPDF's log on to ours; it would write to the terminal. Its notes on each document are for debugging. */
final class PdfLog implements XRLogger {

    private static final Logger LOG = LogManager.getLogger();

    @Override
    public void log(String where, Level level, String message) {
        LOG.log(ours(level), "{}", message);
    }

    @Override
    public void log(String where, Level level, String message, Throwable cause) {
        LOG.log(ours(level), "{}", message, cause);
    }

    @Override
    public void setLevel(String logger, Level level) {
        // The configuration of our log says it.
    }

    @Override
    public boolean isLogLevelEnabled(Diagnostic diagnostic) {
        return LOG.isEnabled(ours(diagnostic.getLevel()));
    }

    private static org.apache.logging.log4j.Level ours(Level level) {
        return level.intValue() >= Level.WARNING.intValue()
                ? org.apache.logging.log4j.Level.WARN
                : org.apache.logging.log4j.Level.DEBUG;
    }
}
