package org.courtbridge.hearings.applications;

/** How something was sent, received or answered (paras. 12 and 21). */
public enum Channel {
    /** On a page of this installation. */
    PAGE,
    EMAIL,
    /** For receipts and responses alone: an application is a document. */
    TELEPHONE,
    PAPER
}
