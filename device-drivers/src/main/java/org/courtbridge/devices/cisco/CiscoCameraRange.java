package org.courtbridge.devices.cisco;

import org.courtbridge.devices.CameraPosition;

/**
 * The steps in which a camera counts ("xCommand Camera PositionSet"). They differ from camera to camera.
 *
 * @param pan at the right end, less at the left
 * @param tilt at the upper end
 * @param wide of the zoom
 * @param tele of the zoom
 */
public record CiscoCameraRange(int pan, int tilt, int wide, int tele) {

    /** Of a PrecisionHD camera; not tried on one. */
    public static final CiscoCameraRange PRECISION_HD = new CiscoCameraRange(10_000, 2_500, 8_500, 4_200);

    int panOf(CameraPosition position) {
        return (int) Math.round(position.pan() * pan);
    }

    int tiltOf(CameraPosition position) {
        return (int) Math.round(position.tilt() * tilt);
    }

    int zoomOf(CameraPosition position) {
        return (int) Math.round(wide + position.zoom() * (tele - wide));
    }

    CameraPosition position(int panSteps, int tiltSteps, int zoomSteps) {
        return new CameraPosition(
                Math.clamp((double) panSteps / pan, -1, 1),
                Math.clamp((double) tiltSteps / tilt, -1, 1),
                Math.clamp((double) (zoomSteps - wide) / (tele - wide), 0, 1));
    }
}
