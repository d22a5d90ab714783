package org.courtbridge.signalling.h323.call;

import java.net.InetAddress;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.LegMedia;

/**
 * Tells the hearing what a room does: the keys that it presses, the keyframes that it wants, and its media. Nothing before the room's
 * call has a leg. Belongs to the call's thread.
 */
final class RoomLegEvents {

    private static final Logger log = LogManager.getLogger(RoomLegEvents.class);

    private final LegEvents events;
    private Optional<LegId> leg = Optional.empty();

    /** Machine that media were followed to last, which the signalling does not come from. */
    private Optional<InetAddress> followed = Optional.empty();

    RoomLegEvents(LegEvents events) {
        this.events = events;
    }

    /** The call has a leg from now on. */
    void belongTo(LegId taken) {
        leg = Optional.of(taken);
    }

    void renegotiated(LegMedia agreed) {
        leg.ifPresent(known -> events.renegotiated(known, agreed));
    }

    void keyframeWanted() {
        leg.ifPresent(events::keyframeWanted);
    }

    /** Once for each machine, though sound and pictures are followed each for itself. */
    void mediaFollowed(InetAddress machine) {
        if (!followed.equals(Optional.of(machine))) {
            followed = Optional.of(machine);
            log.info("media followed to {}, as the device is behind a NAT that changes", machine.getHostAddress());
            leg.ifPresent(known -> events.mediaFollowed(known, machine));
        }
    }

    /** Each key of the input by itself, but for those that come by RTP, too (RFC 4733). */
    void keys(UserInputIndication input) {
        switch (input) {
            case UserInputIndication.Alphanumeric text -> keys(text.text());
            case UserInputIndication.Signal signal -> {
                if (!signal.inRtp()) {
                    keys(String.valueOf(signal.key()));
                }
            }
            case UserInputIndication.SignalUpdate _ -> {}
            case UserInputIndication.Unknown _ -> {}
        }
    }

    /** Each key by itself; whatever is no key of a telephone is passed over. */
    void keys(String keys) {
        leg.ifPresent(known -> keys.chars()
                .filter(key -> "0123456789*#ABCD".indexOf(key) >= 0)
                .forEach(key -> events.digit(known, (char) key)));
    }
}
