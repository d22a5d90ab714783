package org.courtbridge.hearings;

/** The kind of problem that a party reports. */
public enum TroubleKind {
    /** The party cannot come at the time of the hearing. */
    CANNOT_COME,
    NO_SOUND,
    NO_PICTURE,
    NO_CONNECTION,
    OTHER
}
