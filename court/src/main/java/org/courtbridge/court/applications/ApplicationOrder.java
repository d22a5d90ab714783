package org.courtbridge.court.applications;

/** Order of a list. */
public enum ApplicationOrder {
    /** The earliest hearing first. */
    HEARING,
    /** The last change first. */
    CHANGED
}
