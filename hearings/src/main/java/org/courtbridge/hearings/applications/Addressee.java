package org.courtbridge.hearings.applications;

/** To whom an application is sent (para. 12). */
public enum Addressee {
    /** Department of judicial administration of the region in which the case is considered. */
    OWN_DEPARTMENT,
    /** The court or institution that provides video conferencing. */
    ASKED,
    /** Department of the region of the court or institution asked, where it is another. */
    ASKED_DEPARTMENT
}
