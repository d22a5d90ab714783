package org.courtbridge.codecs.measure.line;

import java.util.OptionalDouble;

/**
 * Figures of one direction of a line. One that could not be measured is empty, never zero.
 *
 * @param packets that should have come
 * @param silence ms since the last packet came, if that may be silence that the codec does not send as well as a line that died; 0
 *     if it came lately, or what is missing is counted as lost
 * @param loss of those, %
 * @param longestLoss the longest piece that is missing at once, ms
 * @param burstLoss loss inside of bursts, %; 0 where there were none (RFC 3611, section 4.7.2)
 * @param burstRatio mean length of runs of losses over that of losses by chance (ITU-T G.107, BurstR)
 * @param jitter interarrival jitter, mean over the time (RFC 3550, section 6.4.1), ms
 * @param roundTrip median, ms
 * @param rating of the E-model on the scale from 0 to 100 of all bands; empty where the delay was not measured or nothing is
 *     published of the codec
 * @param ratingAtMost the same by what is known, with all that is not at its best
 * @param score mean opinion score (MOS-CQE) that belongs to the rating, 1 to 4.5
 */
public record LineReport(
        long packets,
        double silence,
        OptionalDouble loss,
        OptionalDouble longestLoss,
        OptionalDouble burstLoss,
        OptionalDouble burstRatio,
        OptionalDouble jitter,
        OptionalDouble roundTrip,
        OptionalDouble rating,
        OptionalDouble ratingAtMost,
        OptionalDouble score) {}
