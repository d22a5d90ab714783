package org.courtbridge.court.conference;

import org.courtbridge.codecs.h224.CameraMove;
import org.courtbridge.hearings.CameraStep;
import org.courtbridge.media.leg.CameraOrder;

/** Translates the camera steps of a hearing into orders for a camera. */
final class CameraOrders {

    private CameraOrders() {}

    static CameraOrder of(CameraStep step, int preset) {
        return switch (step) {
            case LEFT -> new CameraOrder.Move(CameraMove.of(CameraMove.Pan.LEFT));
            case RIGHT -> new CameraOrder.Move(CameraMove.of(CameraMove.Pan.RIGHT));
            case UP -> new CameraOrder.Move(CameraMove.of(CameraMove.Tilt.UP));
            case DOWN -> new CameraOrder.Move(CameraMove.of(CameraMove.Tilt.DOWN));
            case ZOOM_IN -> new CameraOrder.Move(CameraMove.of(CameraMove.Zoom.IN));
            case ZOOM_OUT -> new CameraOrder.Move(CameraMove.of(CameraMove.Zoom.OUT));
            case FOCUS_IN -> new CameraOrder.Move(CameraMove.of(CameraMove.Focus.IN));
            case FOCUS_OUT -> new CameraOrder.Move(CameraMove.of(CameraMove.Focus.OUT));
            case STOP -> new CameraOrder.Move(CameraMove.NONE);
            case STORE_PRESET -> new CameraOrder.StorePreset(preset);
            case RECALL_PRESET -> new CameraOrder.RecallPreset(preset);
        };
    }
}
