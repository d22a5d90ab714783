package org.courtbridge.media.bridge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.h224.CameraMessage;
import org.courtbridge.codecs.h224.CameraMove;
import org.courtbridge.codecs.h224.ControlledCamera;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.CameraOrder;

/**
 * The camera of the party that a room sees, as the room moves it by H.281: its orders are passed on, and a movement is repeated so that
 * the camera does not stop by itself. One thread's.
 */
final class WishedCamera {

    private final ControlledCamera camera = new ControlledCamera();
    private final CameraPort.Wishes wishes;
    private final BridgeClock clock;
    private CameraMove wanted = CameraMove.NONE;
    private long wantedAgain;
    private boolean offered;

    WishedCamera(CameraPort.Wishes wishes, BridgeClock clock) {
        this.wishes = wishes;
        this.clock = clock;
    }

    /** The room says something to the camera. */
    void asked(CameraMessage message) {
        wish(camera.receive(message, now()));
    }

    /** Whether the room is offered a camera from now on; empty if nothing has changed. */
    Optional<Boolean> offeredAnew() {
        if (offered == wishes.areHeeded()) {
            return Optional.empty();
        }
        offered = !offered;
        return Optional.of(offered);
    }

    /** Does the periodic work: ends a movement that is not ordered any more, and repeats one that is. */
    void tick() {
        wish(camera.expire(now()));
        if (!wanted.equals(CameraMove.NONE) && clock.now() - wantedAgain >= 0) {
            wish(List.of(new ControlledCamera.Order.Move(wanted)));
        }
    }

    private void wish(List<ControlledCamera.Order> orders) {
        for (ControlledCamera.Order order : orders) {
            switch (order) {
                case ControlledCamera.Order.Move move -> {
                    wanted = move.move();
                    wantedAgain = clock.now() + CameraPort.LONGEST_MOVE.toNanos() / 4;
                    wishes.wish(new CameraOrder.Move(wanted));
                }
                case ControlledCamera.Order.Store store -> wishes.wish(new CameraOrder.StorePreset(store.preset()));
                case ControlledCamera.Order.Activate activate ->
                    wishes.wish(new CameraOrder.RecallPreset(activate.preset()));
                case ControlledCamera.Order.Select _ -> {
                    // Which picture is seen, layout and speaker say.
                }
            }
        }
    }

    private Instant now() {
        return Instant.EPOCH.plusNanos(clock.now());
    }

    /** The camera stands still: nobody orders it any more. */
    void end() {
        if (!wanted.equals(CameraMove.NONE)) {
            wishes.wish(new CameraOrder.Move(CameraMove.NONE));
        }
    }
}
