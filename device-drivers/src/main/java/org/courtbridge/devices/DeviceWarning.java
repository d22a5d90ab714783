package org.courtbridge.devices;

/** Something that is wrong in a room, as its device says. */
public enum DeviceWarning {
    FAN,
    LAMP,
    TEMPERATURE,
    COVER,
    FILTER,
    /** Something that has no name here; the device's own page may say more. */
    OTHER,
    /** Nothing comes by the input that is chosen. */
    NO_SIGNAL,
    /** It is told to show no picture. */
    PICTURE_BLANKED,
    /** It is told to play no sound. */
    SOUND_MUTED
}
