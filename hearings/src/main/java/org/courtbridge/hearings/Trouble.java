package org.courtbridge.hearings;

import java.time.Instant;

/**
 * A problem that a party has reported, as long as nobody of the court has marked it as seen (paras. 14, 17 and 23 of the Rules).
 *
 * @param number of the event by which it was reported first; it is known by this
 * @param text in the party's own words; may be empty
 * @param times how often it was reported, at least once
 * @param first when it was reported first
 * @param last when it was reported last
 */
public record Trouble(
        long number, PartyId party, TroubleKind kind, String text, int times, Instant first, Instant last) {

    /** Problems of one party that may wait to be seen. */
    public static final int MOST_UNSEEN = 10;

    Trouble again(Instant at) {
        return new Trouble(number, party, kind, text, times + 1, first, at);
    }

    /** Without what the party wrote. */
    @Override
    public String toString() {
        return "Trouble[number=%d, party=%s, kind=%s, times=%d]".formatted(number, party, kind, times);
    }
}
