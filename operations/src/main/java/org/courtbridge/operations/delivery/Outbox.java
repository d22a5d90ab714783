package org.courtbridge.operations.delivery;

import java.time.Duration;
import java.util.List;

/**
 * Messages on their way out, kept until they are taken or given up, whatever happens to the gateway. One that is not taken for now is
 * tried again after growing pauses, while others go on. From any thread.
 */
public interface Outbox {

    /**
     * Returns without waiting for the delivery. Nothing if a message of this id waits already.
     *
     * @param id of the message, the same for ever
     * @return whether it will be tried: not if too many wait already, which is logged
     */
    boolean add(String id, String message);

    /**
     * @param name for ever, as messages that wait are known by it; and for the log
     * @param pauses before the second attempt and those after it; then a message is given up
     * @param most messages that wait at a time; what comes then is dropped
     */
    record Settings(String name, List<Duration> pauses, int most) {

        public Settings {
            pauses = List.copyOf(pauses);
        }
    }

    /** Attempts to deliver a message; may block. A message may come twice, if the gateway ends between its delivery and the end of that. */
    @FunctionalInterface
    interface Delivery {

        Result deliver(String id, String message);
    }

    /** The result of an attempt to deliver a message. */
    sealed interface Result {

        record Taken() implements Result {}

        /** @param why as the log says it */
        record NotNow(String why) implements Result {}

        /** @param why as the log says it */
        record Never(String why) implements Result {}
    }
}
