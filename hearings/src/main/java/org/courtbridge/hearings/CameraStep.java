package org.courtbridge.hearings;

/** A movement or another action that the camera of a room is to carry out. */
public enum CameraStep {
    LEFT,
    RIGHT,
    UP,
    DOWN,
    ZOOM_IN,
    ZOOM_OUT,
    FOCUS_IN,
    FOCUS_OUT,
    /** Stand still. */
    STOP,
    /** Remember where it looks. */
    STORE_PRESET,
    /** Look where it looked when that was stored. */
    RECALL_PRESET;

    /** The last of the positions that a camera keeps; the first is 0. */
    public static final int LAST_PRESET = 15;

    /** Whether a position belongs to it. */
    public boolean hasPreset() {
        return this == STORE_PRESET || this == RECALL_PRESET;
    }
}
