package org.courtbridge.console.hearings;

import java.util.Optional;

/**
 * A hearing in the list of hearings.
 *
 * @param begins when it is to begin, by the court's clock
 * @param phase in words
 * @param mood class of the phase's badge: "good", "warn", "bad" or empty
 * @param connected how many are connected, in words
 * @param waiting how many wait to be admitted, in words; empty if nobody does
 * @param troubles how many problems were reported and not seen yet, in words; empty if none
 */
public record HearingRow(
        String id,
        String number,
        String title,
        Optional<String> begins,
        String phase,
        String mood,
        String connected,
        Optional<String> waiting,
        Optional<String> troubles) {}
