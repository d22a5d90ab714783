package org.courtbridge.console.calls;

import java.io.IOException;
import java.util.Optional;
import org.courtbridge.hearings.LegId;

/** Gives what was written of one call. */
@FunctionalInterface
public interface TraceSource {

    /**
     * A capture file (pcapng) of a call so far.
     *
     * @param signalling what names the call in its protocol
     * @return empty if nothing was written of it
     */
    byte[] of(LegId leg, Optional<String> signalling) throws IOException;
}
