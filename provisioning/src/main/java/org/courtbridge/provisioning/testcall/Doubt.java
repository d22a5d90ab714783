package org.courtbridge.provisioning.testcall;

/** Why a check could not tell. */
public enum Doubt {
    /** Measured, but between the limits. */
    BORDERLINE,
    /** No packets came, or none that decode. */
    NO_MEDIA,
    /** Something came, but for too short a time. */
    TOO_SHORT,
    /** Nobody spoke, and the figure is one of speech. */
    NO_SPEECH,
    /** No face that could be judged. */
    NO_FACE,
    /** Nothing moved in the picture, so that a still room is not told from a picture that is frozen. */
    NOTHING_MOVED,
    /** The figure was not measured in this test, or nothing that is published says how to. */
    NOT_MEASURED
}
