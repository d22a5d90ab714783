package org.courtbridge.codecs.measure.picture;

import java.util.OptionalDouble;

/**
 * Measurements of what is seen in the pictures that were looked at. The figures after the first four are of those in which
 * something is to be seen, and not there if there are fewer than five: medians, but for the last two, which come and go, and are
 * what 17 in 20 do not exceed.
 *
 * @param looks pictures that were looked at
 * @param black part of them that is black, 0 to 1
 * @param slate part of them that is a slate or colour bars, 0 to 1
 * @param covered part of them in which something covers the lens, 0 to 1
 * @param brightness luminance that the brightest tenth exceeds, 16 to 235
 * @param white part of the picture that is at white, 0 to 1
 * @param contrast luminance of the brightest hundredth over that of the darkest, 0 to 1
 * @param edgeWidth width of the sharpest edges, in 360ths of the picture's shorter side
 * @param blocking height of steps at block borders over those elsewhere, levels of luminance
 * @param corruption part of the picture that was decoded wrongly, 0 to 1
 */
public record SeenReport(
        long looks,
        double black,
        double slate,
        double covered,
        OptionalDouble brightness,
        OptionalDouble white,
        OptionalDouble contrast,
        OptionalDouble edgeWidth,
        OptionalDouble blocking,
        OptionalDouble corruption) {}
