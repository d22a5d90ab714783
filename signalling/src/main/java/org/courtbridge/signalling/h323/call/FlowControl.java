package org.courtbridge.signalling.h323.call;

import java.time.Instant;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.h245.OpenLogicalChannel;

/** Holds a room to what its channel of pictures carries, and to what is of use to anybody (H.245, flowControlCommand). */
final class FlowControl {

    private static final Logger log = LogManager.getLogger(FlowControl.class);

    private Optional<OpenLogicalChannel> current = Optional.empty();
    private FlowLimit flow = new FlowLimit(Long.MAX_VALUE);
    private boolean logged;

    /**
     * @param channel that the room sends on
     * @param bitsPerSecond that came in the last second
     * @param useful bit/s that somebody has use of
     * @return what the room is to be told, if it is to be told anything: bit/s, or that there is no limit
     */
    Optional<Optional<Long>> limit(OpenLogicalChannel channel, long bitsPerSecond, long useful, Instant now) {
        if (current.isEmpty() || current.get() != channel) {
            current = Optional.of(channel);
            flow = new FlowLimit(Codings.most(channel.forward()));
        }
        Optional<Optional<Long>> told = flow.measured(bitsPerSecond, useful, now);
        if (told.isPresent() && flow.hasExceeded() && !logged) {
            logged = true;
            log.info(
                    "the room sends {} kbit/s on channel {}, which carries {} kbit/s: it is told so",
                    flow.average() / 1_000,
                    channel.forwardNumber(),
                    flow.allowed() / 1_000);
        }
        return told;
    }
}
