package org.courtbridge.media.probe;

import org.courtbridge.codecs.audio.Pcm;
import org.courtbridge.codecs.measure.sound.Probe;
import org.courtbridge.media.leg.Announcement;

/** Our {@link Probe}, played to a party once. */
final class ProbeTone implements Announcement {

    private final float[] samples = Probe.samples(Pcm.RATE);
    private final Runnable begins;
    private int at;

    /** @param begins runs when it begins to be played */
    ProbeTone(Runnable begins) {
        this.begins = begins;
    }

    @Override
    public boolean next(float[] block) {
        if (at == 0) {
            begins.run();
        }
        if (at >= samples.length) {
            return false;
        }
        System.arraycopy(samples, at, block, 0, Pcm.BLOCK);
        at += Pcm.BLOCK;
        return true;
    }
}
