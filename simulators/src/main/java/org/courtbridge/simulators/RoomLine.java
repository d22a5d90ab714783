package org.courtbridge.simulators;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** How the room is reached, by whatever protocol. From any thread. */
interface RoomLine extends AutoCloseable {

    /** Where the room stands, for whoever watches it. */
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
