package org.courtbridge.devices;

/**
 * Position of a camera, in shares of its range, as makes differ in their units.
 *
 * @param pan -1 (as far left as it goes, seen from the camera) to 1
 * @param tilt -1 (as far down) to 1
 * @param zoom 0 (wide) to 1
 */
public record CameraPosition(double pan, double tilt, double zoom) {

    public static final CameraPosition HOME = new CameraPosition(0, 0, 0);

    public CameraPosition {
        check("pan", pan, -1);
        check("tilt", tilt, -1);
        check("zoom", zoom, 0);
    }

    private static void check(String name, double value, double least) {
        if (!(value >= least && value <= 1)) {
            throw new IllegalArgumentException("%s: %s (expected: %s to 1)".formatted(name, value, least));
        }
    }

    /** Whether both are the same but for the steps in which a device counts. */
    public boolean isNear(CameraPosition other, double tolerance) {
        return Math.abs(pan - other.pan) <= tolerance
                && Math.abs(tilt - other.tilt) <= tolerance
                && Math.abs(zoom - other.zoom) <= tolerance;
    }
}
