package org.courtbridge.h323.call;

import java.time.Duration;

/**
 * Durations of the call's timers (Q.931, clause 9.5; H.225.0, clause 7.4.1).
 *
 * @param setup T303, for anything to be said to a Setup
 * @param proceeding T310, from CallProceeding on
 * @param alerting T301, from Alerting on
 * @param status T322, for the answer to a StatusInquiry
 * @param keepAlive between inquiries in a call of which nothing is heard; zero for none
 */
public record Timers(Duration setup, Duration proceeding, Duration alerting, Duration status, Duration keepAlive) {

    public static final Timers USUAL = new Timers(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(180),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60));

    /** The same for a caller who waits no longer than this for an answer, whether the called side says that it rings or not. */
    public Timers answeredWithin(Duration patience) {
        return new Timers(setup, patience, patience, status, keepAlive);
    }
}
