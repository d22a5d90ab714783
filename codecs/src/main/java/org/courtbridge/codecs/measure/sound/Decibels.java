package org.courtbridge.codecs.measure.sound;

/** Powers and their levels; full scale is 1 and 0 dBov. */
final class Decibels {

    private Decibels() {}

    /** dBov, -200 at least. */
    static double of(double power) {
        return 10 * Math.log10(power + 1e-20);
    }
}
