package org.courtbridge.hearings;

/** Why a leg ended, in the words of the call log. */
public enum EndReason {
    /** The party hung up or closed the page. */
    LEFT,
    /** The clerk removed the party. */
    REMOVED,
    /** The hearing ended. */
    HEARING_ENDED,
    /** Nobody may be in this hearing with these credentials. */
    REFUSED,
    /** The same party came in by another call. */
    REPLACED,
    /** The party gave up, or was given up on, before the call was answered. */
    CANCELLED,
    /** No media arrived, or consent ran out (RFC 7675). */
    MEDIA_LOST,
    /** The party does not answer signalling any more. */
    SIGNALLING_LOST,
    /** No format that both sides know. */
    NOT_ACCEPTABLE,
    /** The gateway is going down. */
    SHUTDOWN,
    /** A fault of ours. */
    ERROR
}
