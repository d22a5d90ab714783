package org.courtbridge.codecs.h224;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The side whose camera is moved (ITU-T H.281): makes of the messages what the camera must do, and of silence that it must
 * stand still.
 */
public final class ControlledCamera {

    /** An action that the camera must carry out. */
    public sealed interface Order {

        /** Move so from now on, and nothing else; {@link CameraMove#NONE} is to stand still. */
        record Move(CameraMove move) implements Order {}

        /** @param source 0 to 15, see {@link CameraCapabilities.Source} */
        record Select(int source, CameraMessage.VideoMode mode) implements Order {}

        /** @param preset 0 to 15 */
        record Store(int preset) implements Order {}

        /** @param preset 0 to 15 */
        record Activate(int preset) implements Order {}
    }

    private CameraMove going = CameraMove.NONE;
    private Duration timeout = CameraMessage.LONGEST_TIMEOUT;
    private Instant until = Instant.MAX;

    public List<Order> receive(CameraMessage message, Instant now) {
        return switch (message) {
            case CameraMessage.StartAction start -> {
                timeout = start.timeout();
                until = now.plus(timeout);
                yield go(start.move());
            }
            case CameraMessage.ContinueAction continued -> {
                // Only what was started can go on: a CONTINUE that outruns a STOP moves nothing.
                if (!going.equals(CameraMove.NONE) && continued.move().equals(going)) {
                    until = now.plus(timeout);
                }
                yield List.of();
            }
            case CameraMessage.StopAction stop -> go(going.without(stop.move()));
            case CameraMessage.SelectVideoSource select -> List.of(new Order.Select(select.source(), select.mode()));
            case CameraMessage.StoreAsPreset store -> List.of(new Order.Store(store.preset()));
            case CameraMessage.ActivatePreset activate -> List.of(new Order.Activate(activate.preset()));
            case CameraMessage.VideoSourceSwitched switched -> List.of();
            case CameraMessage.Unknown unknown -> List.of();
        };
    }

    private List<Order> go(CameraMove move) {
        if (move.equals(CameraMove.NONE)) {
            until = Instant.MAX;
        }
        if (move.equals(going)) {
            return List.of();
        }
        going = move;
        return List.of(new Order.Move(move));
    }

    /** Returns the orders that are due now. */
    public List<Order> expire(Instant now) {
        return now.isBefore(until) ? List.of() : go(CameraMove.NONE);
    }

    /** Time at which {@link #expire} is due next; empty while nothing moves. */
    public Optional<Instant> deadline() {
        return until.equals(Instant.MAX) ? Optional.empty() : Optional.of(until);
    }
}
