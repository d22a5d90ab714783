package org.courtbridge.codecs.measure.picture;

/**
 * Longest times for which a picture did not change, or did not come.
 *
 * @param still longest time in which nothing moved, seconds
 * @param frozen longest time in which nothing moved and nothing else changed either, as a sensor's noise does, seconds
 * @param gap longest time without any picture, seconds
 * @param moved whether anything moved, after what an encoder makes better in the first seconds
 */
public record StillTimes(double still, double frozen, double gap, boolean moved) {}
