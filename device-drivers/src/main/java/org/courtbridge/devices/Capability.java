package org.courtbridge.devices;

/** An ability that a device may have besides saying who and how it is. */
public enum Capability {
    DIAL,
    HANG_UP,
    ANSWER,
    AUTO_ANSWER,
    MUTE_MICROPHONES,
    SET_VOLUME,
    STEP_VOLUME,
    WAKE,
    STANDBY,
    SELECT_INPUT,
    BLANK_PICTURE,
    MOVE_CAMERA,
    CAMERA_PRESETS,
    SHOW_MESSAGE,
    CONFIGURE,
    CALL_STATISTICS
}
