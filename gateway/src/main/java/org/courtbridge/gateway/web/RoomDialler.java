package org.courtbridge.gateway.web;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.courtbridge.provisioning.inventory.Device;

/** Calls a room into a hearing, over whatever protocol it speaks. */
@FunctionalInterface
public interface RoomDialler {

    /** Completes when the call was sent on its way; fails with a message for the person who asked. */
    CompletionStage<Void> dial(String hearingId, Device device);

    /** The same, but a call that has not failed after so long is on its way, though nobody has picked up: the room may ring. */
    default RoomDialler ringing(Duration patience) {
        return (hearingId, device) -> dial(hearingId, device)
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
