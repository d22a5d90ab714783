package org.courtbridge.simulators;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** The room's phone, of whatever protocol: registers, and has one call at a time. From any thread. */
interface RoomLine extends AutoCloseable {

    /** State of the phone, for whoever watches the room. */
    enum State {
        @JsonProperty("unregistered")
        UNREGISTERED,
        @JsonProperty("registered")
        REGISTERED,
        @JsonProperty("calling")
        CALLING,
        @JsonProperty("in-call")
        IN_CALL
    }

    void start();

    State state();

    /** In the call that is established now. */
    Optional<RoomDevices> devices();

    /** Hangs up, and is registered no more. */
    @Override
    void close() throws InterruptedException;
}
