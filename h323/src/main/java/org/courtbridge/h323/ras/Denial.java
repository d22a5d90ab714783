package org.courtbridge.h323.ras;

/** Why a proof of a password was not taken. */
public enum Denial {
    /** None came. */
    MISSING,
    /** Nobody goes by that name, or it is of another password, or of another message. */
    WRONG,
    /** Its time is too far from ours. */
    WRONG_TIME,
    /** It came before. */
    REPEATED,
    /** It was made for another gatekeeper. */
    WRONG_GATEKEEPER,
    /** After wrong ones, too early to be looked at. */
    TOO_SOON
}
