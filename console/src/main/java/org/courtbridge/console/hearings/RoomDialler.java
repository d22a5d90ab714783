package org.courtbridge.console.hearings;

import java.util.concurrent.CompletionStage;
import org.courtbridge.provisioning.inventory.Device;

/** Calls a room into a hearing, over whatever protocol it speaks. */
@FunctionalInterface
public interface RoomDialler {

    /** Completes when the room has been taken in; fails with a message for the person who asked. */
    CompletionStage<Void> dial(String hearingId, Device device);
}
