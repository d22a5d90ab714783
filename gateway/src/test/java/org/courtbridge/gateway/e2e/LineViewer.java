package org.courtbridge.gateway.e2e;

import java.util.List;

/** A peer that sees and hears a party over a line. Times are milliseconds on a clock of its own. */
interface LineViewer {

    double now() throws Exception;

    /** Octets received until now. */
    long octets() throws Exception;

    /** How wide the party's picture is now, in pixels; 0 if there is none. */
    int width() throws Exception;

    /** When the party's picture has changed since this was last asked. */
    List<Double> changes() throws Exception;

    /** What it has heard until now does not count any more. */
    void forgetSound() throws Exception;

    /**
     * How much longer than its own pauses the party's tone was silent at most.
     *
     * @param millis since the sound of before was forgotten
     */
    double longestSoundGap(double millis) throws Exception;
}
