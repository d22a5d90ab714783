package org.courtbridge.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Closes in the reverse order of opening; what fails to close does not keep the rest open. */
final class Closing implements AutoCloseable {

    private static final Logger log = LogManager.getLogger(Closing.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        opened.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            closeOne(opened.pop());
        }
    }

    /** The first is closed first. */
    static void all(AutoCloseable... parts) {
        for (AutoCloseable part : parts) {
            closeOne(part);
        }
    }

    private static void closeOne(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            log.error("{} did not close", part.getClass().getSimpleName(), e);
        }
    }
}
