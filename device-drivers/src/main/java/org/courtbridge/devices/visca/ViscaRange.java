package org.courtbridge.devices.visca;

import org.courtbridge.devices.CameraPosition;

/**
 * The steps in which a model counts ("VISCA Command Setting Values", "Pan/Tilt Position" and "Zoom Position"). They differ from
 * model to model, and so does the sign of what is left.
 *
 * @param panDigits 4 or 5; tilt and zoom always have 4
 * @param left of the pan position's ends, the one on the left as the camera sees it
 * @param tele of the zoom position, without digital zoom
 */
public record ViscaRange(int panDigits, int left, int right, int down, int up, int tele) {

    /** SRG-300H, SRG-X400, BRC-X400: pan DE00 to 2200, tilt FC00 to 1200, zoom 0000 to 4000. Which end of pan is left is not known. */
    public static final ViscaRange SRG = new ViscaRange(4, -0x2200, 0x2200, -0x400, 0x1200, 0x4000);

    /** "BRC-H700 Command List (4/5)": pan 08A58 at the left end to F75A8, tilt E796 to 493D. */
    public static final ViscaRange BRC_H700 = new ViscaRange(5, 0x8A58, -0x8A58, -0x186A, 0x493D, 0x4000);

    int pan(CameraPosition position) {
        return steps(position.pan(), left, right);
    }

    int tilt(CameraPosition position) {
        return steps(position.tilt(), down, up);
    }

    int zoom(CameraPosition position) {
        return (int) Math.round(position.zoom() * tele);
    }

    /** The place of steps that a camera told, at the end if it is past it. */
    CameraPosition position(int pan, int tilt, int zoom) {
        return new CameraPosition(
                share(pan, left, right), share(tilt, down, up), Math.clamp((double) zoom / tele, 0, 1));
    }

    /** The middle is 0 even where a camera goes further up than down. */
    private static int steps(double share, int least, int most) {
        return (int) Math.round(share < 0 ? -share * least : share * most);
    }

    private static double share(int steps, int least, int most) {
        boolean towardsMost = Integer.signum(steps) == Integer.signum(most);
        return towardsMost ? Math.min(1, (double) steps / most) : Math.max(-1, -(double) steps / least);
    }
}
