package org.courtbridge.media.leg;

/** A condition that keeps a party from being heard or seen as it should be while its call goes on. */
public enum LegCondition {

    /** A telephone call or another program has the microphone; the sound comes back when that ends. */
    MICROPHONE_INTERRUPTED,

    /** There is none, or it was unplugged. */
    MICROPHONE_MISSING,

    /** The person or the browser does not allow its use, or does not any more. */
    MICROPHONE_REFUSED,

    /** The person has switched it off. */
    MICROPHONE_OFF,

    /** A telephone call or another program has the camera; the picture comes back when that ends. */
    CAMERA_INTERRUPTED,

    /** There is none, or it was unplugged. */
    CAMERA_MISSING,

    /** The person or the browser does not allow its use, or does not any more. */
    CAMERA_REFUSED,

    /** The person has switched it off. */
    CAMERA_OFF,

    /** The page is not in front, or the phone is locked: its system may slow it down, and take camera and microphone. */
    IN_BACKGROUND,

    /** The page cannot be told anything, as its connection broke; media that go on show that the person is there. */
    OUT_OF_TOUCH;

    /** Whether it says why the party is not heard. */
    public boolean silences() {
        return switch (this) {
            case MICROPHONE_INTERRUPTED, MICROPHONE_MISSING, MICROPHONE_REFUSED, MICROPHONE_OFF -> true;
            default -> false;
        };
    }

    /** Whether it says why the party is not seen. */
    public boolean hides() {
        return switch (this) {
            case CAMERA_INTERRUPTED, CAMERA_MISSING, CAMERA_REFUSED, CAMERA_OFF -> true;
            default -> false;
        };
    }
}
