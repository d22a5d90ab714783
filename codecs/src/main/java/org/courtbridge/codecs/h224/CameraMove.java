package org.courtbridge.codecs.h224;

import java.util.Arrays;

/**
 * Directions in which a camera is to move, all at once (ITU-T H.281, the octet of START, CONTINUE and STOP ACTION): a pair of
 * bits for each of pan, tilt, zoom and focus, of which the higher says that it moves and the lower in which direction.
 */
public record CameraMove(Pan pan, Tilt tilt, Zoom zoom, Focus focus) {

    public static final CameraMove NONE = new CameraMove(Pan.NONE, Tilt.NONE, Zoom.NONE, Focus.NONE);

    /** As the one who moves it sees the picture. */
    public enum Pan {
        NONE,
        LEFT,
        RIGHT
    }

    public enum Tilt {
        NONE,
        DOWN,
        UP
    }

    public enum Zoom {
        NONE,
        OUT,
        IN
    }

    public enum Focus {
        NONE,
        OUT,
        IN
    }

    public static CameraMove of(Pan pan) {
        return new CameraMove(pan, Tilt.NONE, Zoom.NONE, Focus.NONE);
    }

    public static CameraMove of(Tilt tilt) {
        return new CameraMove(Pan.NONE, tilt, Zoom.NONE, Focus.NONE);
    }

    public static CameraMove of(Zoom zoom) {
        return new CameraMove(Pan.NONE, Tilt.NONE, zoom, Focus.NONE);
    }

    public static CameraMove of(Focus focus) {
        return new CameraMove(Pan.NONE, Tilt.NONE, Zoom.NONE, focus);
    }

    /** A pair whose higher bit is off moves nothing, whatever the lower says. */
    static CameraMove parse(int octet) {
        return new CameraMove(
                pair(Pan.values(), octet >> 6),
                pair(Tilt.values(), octet >> 4),
                pair(Zoom.values(), octet >> 2),
                pair(Focus.values(), octet));
    }

    private static <T> T pair(T[] values, int bits) {
        return values[Math.max(0, (bits & 3) - 1)];
    }

    int octet() {
        return Arrays.stream(new Enum<?>[] {pan, tilt, zoom, focus})
                .mapToInt(part -> part.ordinal() == 0 ? 0 : part.ordinal() + 1)
                .reduce(0, (octet, bits) -> octet << 2 | bits);
    }

    /** The same, without what another asks to stop. */
    CameraMove without(CameraMove stopped) {
        return new CameraMove(
                stopped.pan == pan ? Pan.NONE : pan,
                stopped.tilt == tilt ? Tilt.NONE : tilt,
                stopped.zoom == zoom ? Zoom.NONE : zoom,
                stopped.focus == focus ? Focus.NONE : focus);
    }
}
