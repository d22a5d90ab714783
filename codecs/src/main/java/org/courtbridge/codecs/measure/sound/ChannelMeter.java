package org.courtbridge.codecs.measure.sound;

import java.util.OptionalDouble;

/** How two channels of sound belong together. */
final class ChannelMeter {

    /** Mean power below which there is nothing to compare: -80 dBov. */
    private static final double SILENCE = 1e-8;

    /** dB of difference beyond which one channel is as good as none. */
    private static final double DEAD = 30;

    private double left;
    private double right;
    private double product;
    private long samples;

    void hear(float l, float r) {
        left += l * l;
        right += r * r;
        product += l * r;
        samples++;
    }

    /** How much the louder one is louder, dB, 100 at most. */
    OptionalDouble balance() {
        if (silent()) {
            return OptionalDouble.empty();
        }
        double louder = Math.max(left, right);
        double quieter = Math.min(left, right);
        return OptionalDouble.of(Math.min(100, 10 * Math.log10(louder / Math.max(quieter, louder * 1e-10))));
    }

    /** -1 to 1; empty if one of them is dead. */
    OptionalDouble correlation() {
        if (silent() || balance().orElseThrow() > DEAD) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(product / Math.sqrt(left * right));
    }

    private boolean silent() {
        return samples == 0 || Math.max(left, right) / samples < SILENCE;
    }
}
