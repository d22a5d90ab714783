package org.courtbridge.devices.simulate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.courtbridge.devices.CameraPosition;

/** A room's camera with the positions that it has stored. Not safe for threads. */
final class SimulatedCamera {

    private final Map<Integer, CameraPosition> presets = new HashMap<>();
    private CameraPosition position = CameraPosition.HOME;
    private boolean connected = true;

    boolean isConnected() {
        return connected;
    }

    void connect(boolean wanted) {
        connected = wanted;
    }

    CameraPosition position() {
        return position;
    }

    void move(UnaryOperator<CameraPosition> how) {
        position = how.apply(position);
    }

    Optional<CameraPosition> preset(int number) {
        return Optional.ofNullable(presets.get(number));
    }

    /** Stores where it is. */
    void storePreset(int number) {
        presets.put(number, position);
    }
}
