package org.courtbridge.provisioning.testcall;

/** Reason that a check could not tell. {@link #BORDERLINE}, {@link #NOTHING_MOVED} and {@link #AT_LEAST} come with a figure. */
public enum Doubt {
    /** Measured, but between the limits. */
    BORDERLINE,
    /** Measured, but as no more than a lower bound, which does not reach the limit. */
    AT_LEAST,
    /** There was no call. */
    NO_CALL,
    /** The gateway itself failed or was too busy, which says nothing of the place. */
    GATEWAY,
    /** No packets came, or none that decode. */
    NO_MEDIA,
    /** Something came, but for too short a time. */
    TOO_SHORT,
    /** Nobody spoke, and the figure is one of speech. */
    NO_SPEECH,
    /** No face was found. */
    NO_FACE,
    /** Nothing is seen in the picture: it is black, or a slate. */
    NOTHING_SEEN,
    /** Something else that is wrong with the picture hides it. */
    HIDDEN,
    /** Nothing moved in the picture, so that a still room is not told from a picture that is frozen. */
    NOTHING_MOVED,
    /** The room is in a hearing, and its call there does not show it: sound and picture of a hearing are looked at by nobody else. */
    IN_HEARING,
    /** The figure was not measured in this test, or nothing that is published says how to. */
    NOT_MEASURED;

    /** Whether there is a figure all the same, which its sentences name. */
    boolean hasFigure() {
        return this == BORDERLINE || this == NOTHING_MOVED || this == AT_LEAST;
    }
}
