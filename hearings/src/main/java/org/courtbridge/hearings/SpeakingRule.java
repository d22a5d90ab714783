package org.courtbridge.hearings;

/** The clerk's order of who may speak. Whoever is muted, or has turned its microphone off, is heard under none of them. */
public enum SpeakingRule {
    /** Everybody is heard. */
    EVERYBODY,
    /** Who is in the hearing is heard; who comes in is muted until the clerk lets them be heard. */
    MUTED_AT_ENTRY,
    /** Only who presides and who has the floor are heard. */
    FLOOR_ONLY
}
