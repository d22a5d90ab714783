package org.courtbridge.signalling.rooms;

import java.util.concurrent.CompletionStage;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.provisioning.inventory.Device;

/** Calls rooms. From any thread. */
public interface RoomCaller {

    /** Whether the room has registered here, so that there is somewhere to call it. */
    boolean isRegistered(Device device);

    /** Whether the room has registered here and does not answer what it is asked; it may take a call all the same. */
    default boolean isSilent(Device device) {
        return false;
    }

    /** Whether somebody else, who is asked with each call, may know where the room is. */
    default boolean mayFind(Device device) {
        return false;
    }

    /** Whether there is a call with the room, or one is being made. */
    boolean isInCall(Device device);

    /** Has every call with the room end, and those that are being made. */
    void hangUp(Device device, EndReason reason);

    /**
     * Calls a room to where it is wanted. Completes with its leg when it is connected.
     *
     * <p>Fails with {@link CallFailedException}.
     */
    CompletionStage<LegId> call(Device device, Destination destination);
}
