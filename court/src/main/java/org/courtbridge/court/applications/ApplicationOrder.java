package org.courtbridge.court.applications;

/** Order of a list. */
public enum ApplicationOrder {
    /**
     * With a term that is late first, then with one that ends today, then with any other open one; of each kind the earliest hearing first.
     * Before all of them is the case whose number is searched for.
     */
    DUE,
    /** The earliest hearing first. */
    HEARING,
    /** The last change first. */
    CHANGED
}
