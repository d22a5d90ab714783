package org.courtbridge.court.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Devices for whom somebody has given a wrong password of late, and nobody the right one since. Bounded: of more than {@value
 * #MOST} the earliest are forgotten. From any thread.
 */
public final class WrongPasswords {

    static final int MOST = 10_000;

    /** Devices try again every few minutes, or every hour at most. */
    static final Duration LATE = Duration.ofHours(3);

    private final InstantSource clock;

    /** Time of the last wrong password by device, the earliest first. */
    private final Map<String, Instant> given = new LinkedHashMap<>();

    public WrongPasswords(InstantSource clock) {
        this.clock = clock;
    }

    public synchronized void note(String device) {
        given.remove(device);
        given.put(device, clock.instant());
        if (given.size() > MOST) {
            Iterator<String> earliest = given.keySet().iterator();
            earliest.next();
            earliest.remove();
        }
    }

    public synchronized void forget(String device) {
        given.remove(device);
    }

    public synchronized boolean knows(String device) {
        Instant last = given.get(device);
        return last != null && last.isAfter(clock.instant().minus(LATE));
    }
}
