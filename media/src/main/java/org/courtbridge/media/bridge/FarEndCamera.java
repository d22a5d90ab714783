package org.courtbridge.media.bridge;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.health.Guard;
import org.courtbridge.media.leg.CameraOrder;
import org.courtbridge.media.leg.LegMedia;

/**
 * Far-end camera control with one party (ITU-T H.281), as long as it is agreed: its camera, and its orders to the cameras of others.
 * Belongs to the hearing's control thread; what other threads may call says so.
 */
final class FarEndCamera {

    private final LegId leg;
    private final BridgeLeg.Surroundings surroundings;
    private final Guard guard;
    private final BooleanSupplier open;
    private volatile Optional<CameraPort> port = Optional.empty();
    private volatile Optional<Consumer<CameraOrder>> steering = Optional.empty();

    /** @param open whether the party takes part; asked on any thread */
    FarEndCamera(LegId leg, BridgeLeg.Surroundings surroundings, Guard guard, BooleanSupplier open) {
        this.leg = leg;
        this.surroundings = surroundings;
        this.guard = guard;
        this.open = open;
    }

    /** Takes over what was negotiated, and keeps the link that goes on. */
    void agreed(Optional<LegMedia.Camera> camera) {
        Optional<CameraPort> before = port;
        port = camera.map(link -> before.filter(known -> known.goesOnAs(link))
                .orElseGet(
                        () -> new CameraPort(leg, link, surroundings.clock(), surroundings.trace(), guard, wishes())));
        before.filter(known -> !port.equals(Optional.of(known))).ifPresent(CameraPort::end);
        camera.ifPresent(link -> port.ifPresent(going -> going.carry(link)));
    }

    private CameraPort.Wishes wishes() {
        return new CameraPort.Wishes() {
            @Override
            public boolean areHeeded() {
                return open.getAsBoolean() && steering.isPresent();
            }

            @Override
            public void wish(CameraOrder order) {
                steering.ifPresent(heeding -> heeding.accept(order));
            }
        };
    }

    /**
     * Sets the receiver of the party's orders to the cameras of others; empty if it may give none.
     *
     * @param heeding is told on the event loop of its transport
     */
    void steering(Optional<Consumer<CameraOrder>> heeding) {
        steering = heeding;
    }

    /** Empty if none was agreed. From any thread. */
    Optional<CameraPort> port() {
        return port;
    }

    /** Lets go of the transport. From any thread. */
    void end() {
        port.ifPresent(CameraPort::end);
    }
}
