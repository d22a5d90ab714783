package org.courtbridge.media.health;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** The internal errors that this thread logs from now on. */
final class LoggedErrors implements AutoCloseable {

    private final List<Throwable> causes = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LogManager.getLogger(InternalErrors.class);
    private final Listening listening = new Listening();
    private final Thread thread = Thread.currentThread();

    private final class Listening extends AbstractAppender {

        Listening() {
            super("internal errors", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            if (Thread.currentThread() == thread) {
                causes.add(event.getThrown());
            }
        }
    }

    LoggedErrors() {
        listening.start();
        logger.addAppender(listening);
    }

    List<Throwable> causes() {
        return List.copyOf(causes);
    }

    @Override
    public void close() {
        logger.removeAppender(listening);
    }
}
