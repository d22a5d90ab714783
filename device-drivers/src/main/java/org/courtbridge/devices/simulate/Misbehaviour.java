package org.courtbridge.devices.simulate;

import java.time.Duration;

/** A way in which real devices misbehave on bad days. A device that lies is a room that is stuck: {@link SimulatedRoom#stick}. */
public enum Misbehaviour {
    NONE,
    /** Takes what it is told, and never answers. */
    SILENT,
    /** Answers when nobody waits any more, after {@link #LATENESS}. */
    LATE,
    /** Drops the connection instead of an answer; where there are none, answers from elsewhere. */
    DROPS,
    /** Answers the first half, then drops the connection where there is one. */
    HALF_AN_ANSWER,
    /** Answers what its protocol does not have. */
    GARBAGE;

    /** Longer than a test's driver waits. */
    public static final Duration LATENESS = Duration.ofSeconds(6);

    /** Text that no protocol here has. */
    static final String NONSENSE = "?%$!<";

    /** Output of a simulated device's answers. */
    public interface Outlet<T> {

        void send(T answer);

        void discard(T answer);

        void later(Runnable work, Duration delay);

        /** Ends the connection; the answer is lost. */
        void drop(T answer);

        void sendHalf(T answer);

        /** Sends something else. */
        void sendNonsense(T answer);
    }

    /** Does with an answer what this is about. */
    public <T> void deliver(T answer, Outlet<T> outlet) {
        switch (this) {
            case NONE -> outlet.send(answer);
            case SILENT -> outlet.discard(answer);
            case LATE -> outlet.later(() -> outlet.send(answer), LATENESS);
            case DROPS -> outlet.drop(answer);
            case HALF_AN_ANSWER -> outlet.sendHalf(answer);
            case GARBAGE -> outlet.sendNonsense(answer);
        }
    }
}
