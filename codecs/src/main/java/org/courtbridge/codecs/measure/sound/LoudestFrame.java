package org.courtbridge.codecs.measure.sound;

/** The power of the loudest frame of the latest minute. */
final class LoudestFrame {

    /** In each part of the minute. */
    private final double[] power = new double[FrameHistory.PARTS];

    private int part;

    /** Another frame is heard. */
    void hear(double framePower) {
        power[part] = Math.max(power[part], framePower);
    }

    /** Another part of the minute begins; the oldest is forgotten. */
    void beginPart() {
        part = (part + 1) % FrameHistory.PARTS;
        power[part] = 0;
    }

    double power() {
        double most = 0;
        for (double one : power) {
            most = Math.max(most, one);
        }
        return most;
    }
}
