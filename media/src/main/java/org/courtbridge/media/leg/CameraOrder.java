package org.courtbridge.media.leg;

import org.courtbridge.codecs.h224.CameraMove;
import org.courtbridge.media.bridge.CameraPort;

/** An order to a room's camera. */
public sealed interface CameraOrder {

    /**
     * Move so until another order comes, but no longer than {@link CameraPort#LONGEST_MOVE}; {@link CameraMove#NONE} is to stand
     * still.
     */
    record Move(CameraMove move) implements CameraOrder {}

    /** Remember where it looks. @param preset 0 to 15 */
    record StorePreset(int preset) implements CameraOrder {}

    /** Look where it looked when that was stored. @param preset 0 to 15 */
    record RecallPreset(int preset) implements CameraOrder {}
}
