package org.courtbridge.hearings;

/** What is checked of each party at the beginning of a hearing (para. 36 of the Rules). */
public enum ChecklistItem {
    /** The others hear the party. */
    HEARD,
    /** The others see the party. */
    SEEN,
    /** The party hears the others. */
    HEARS,
    /** The party sees the others. */
    SEES
}
