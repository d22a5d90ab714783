package org.courtbridge.media.video;

import java.util.List;
import org.courtbridge.media.audio.AudioPort;
import org.courtbridge.media.health.Guard;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegStatistics;

/** A party of a bridge, as its streams know it. From any thread, but for what says otherwise. */
public interface Party {

    /** The call that it is in. */
    Leg leg();

    /** Its name, for others to see. */
    String name();

    /** Whether the policy lets it take part: else nobody sees it, and it sees nobody. */
    boolean open();

    /** Number of times that it was let in; after each, a picture goes on only from a keyframe. */
    int openings();

    /** Takes the sound that it sends. */
    AudioPort port();

    /** Around what is done by the clock for it: a fault in it ends its call. */
    Guard guard();

    /** Says that what it sends, can be sent or is shown has changed, so that something else may be shown. */
    void picturesChanged();

    /** Whether it can present something beside its camera. The control thread's. */
    boolean presentsBesideCamera();

    /** Whether its sound and picture are written somewhere. */
    boolean isRecorded();

    /** Whether what it sends now may be written to a trace: not in a closed session. */
    boolean mayBeTraced();

    /** Its streams as of the last second. */
    List<LegStatistics.Stream> snapshot();
}
