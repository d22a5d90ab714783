package org.courtbridge.devices.simulate;

import java.time.Duration;

/** What real devices do on bad days. A device that lies is a room that is stuck: {@link SimulatedRoom#stick}. */
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
}
