package org.courtbridge.media.bridge;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.courtbridge.codecs.h224.CameraMove;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.CameraOrder;
import org.courtbridge.media.video.compose.Shot;

/**
 * Has rooms move the camera of whom they see: of several, the one that is large, and of whoever presents slides, his camera's. A
 * movement belongs to the camera at which it began, whoever is seen when it ends. The hearing's control thread's.
 */
final class RoomSteering {

    private static final CameraOrder STOP = new CameraOrder.Move(CameraMove.NONE);

    private final BiConsumer<LegId, CameraOrder> cameras;

    /** The leg whose camera a room moves now, by the room. */
    private final Map<LegId, LegId> moving = new HashMap<>();

    private Set<LegId> inside = Set.of();

    /** @param cameras takes orders for a party's camera */
    RoomSteering(BiConsumer<LegId, CameraOrder> cameras) {
        this.cameras = cameras;
    }

    /** These may, and no others, and only each other's; what others move stands still. */
    void restrict(Set<LegId> allowed) {
        inside = allowed;
        Map.copyOf(moving).forEach((room, camera) -> {
            if (!allowed.contains(room) || !allowed.contains(camera)) {
                moving.remove(room);
                cameras.accept(camera, STOP);
            }
        });
    }

    /** The room is gone. */
    void forget(LegId room) {
        Optional.ofNullable(moving.remove(room)).ifPresent(camera -> cameras.accept(camera, STOP));
        moving.values().removeIf(room::equals);
    }

    /** Passes a room's order on to the camera that it sees, and stops the one that it moved before if that is another. */
    void wish(Viewer viewer, CameraOrder order) {
        LegId room = viewer.leg().id();
        Optional<LegId> seen = viewer.shown().entrySet().stream()
                .filter(picture -> viewer.leg().sent().main().containsKey(picture.getKey()))
                .flatMap(picture -> picture.getValue().parties().stream())
                .map(Shot::of)
                .filter(shot -> !shot.isContent())
                .map(Shot::leg)
                .findFirst()
                .filter(camera -> inside.contains(room) && inside.contains(camera));
        LegId before = moving.remove(room);
        if (before != null && (order.equals(STOP) || !seen.equals(Optional.of(before)))) {
            cameras.accept(before, STOP);
        }
        if (order.equals(STOP)) {
            return;
        }
        seen.ifPresent(camera -> {
            if (order instanceof CameraOrder.Move) {
                moving.put(room, camera);
            }
            cameras.accept(camera, order);
        });
    }
}
