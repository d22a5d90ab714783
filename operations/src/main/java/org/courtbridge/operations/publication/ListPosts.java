package org.courtbridge.operations.publication;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.operations.delivery.Posting;

/** The log of posting the list of hearings for the public; the gateway stores it. */
public interface ListPosts {

    /** Keeps an attempt, and drops those that are too old. */
    void add(Attempt attempt);

    /** The newest one; empty if there is none. */
    Optional<Attempt> last();

    /** First attempt after the newest one that was taken; empty if that was the last one, or if there was none at all. */
    Optional<Instant> failingSince();

    /** How many attempts had each outcome; an outcome that none had is missing. */
    Map<Outcome, Integer> counts();

    /**
     * Some attempts, the newest first.
     *
     * @param outcome that they had; empty for any
     * @param skipped how many newer ones are left out
     * @param most how many there are at the most
     */
    List<Attempt> page(Optional<Outcome> outcome, int skipped, int most);

    /**
     * An attempt to post the list.
     *
     * @param digest of the list as it was posted: the same for as long as the list is
     * @param reason of the outcome
     * @param detail of the reason ({@link Posting})
     */
    record Attempt(Instant at, String digest, Outcome outcome, Posting.Reason reason, String detail) {}

    /** What came of an attempt. */
    enum Outcome {
        TAKEN,
        /** It is tried again. */
        FAILED,
        /** For good: the same list is not sent again for a while. */
        REFUSED
    }
}
