package org.courtbridge.court.conference;

/** The spoken answer to a key that a room pressed in a hearing. */
public enum KeyAnswer {
    /** The room asks to speak. */
    HAND_RAISED,
    /** It asks no more, or gave the floor back. */
    HAND_LOWERED,
    MICROPHONE_OFF,
    MICROPHONE_ON,
    /** The clerk muted it, so that its own microphone changes nothing. */
    MUTED,
    LAYOUT_CHANGED,
    /** The list of keys, read aloud. */
    KEYS,
    /** It has to wait to be admitted. */
    WAITING,
    /** The hearing does not do that now. */
    REFUSED
}
