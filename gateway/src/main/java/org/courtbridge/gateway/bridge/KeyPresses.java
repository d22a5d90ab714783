package org.courtbridge.gateway.bridge;

import java.util.Optional;
import org.courtbridge.codecs.payload.TelephoneEvent;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Hears each key press of one party once (RFC 4733). A press is many packets that share a timestamp; any of them will do,
 * so lost first or last packets change nothing, and repeated last packets are no second press.
 */
final class KeyPresses {

    /** Presses remembered, for packets that come out of order. */
    private static final int REMEMBERED = 8;

    /** A press longer than this goes on in a new event (RFC 4733, section 2.5.1.3). */
    private static final int LONGEST = 0xFFFF;

    private final long[] timestamps = new long[REMEMBERED];
    private int heard;
    private long segment;
    private int segmentEvent = -1;

    /** The key, if this packet is the first of its press. */
    Optional<Character> packet(RtpPacket packet) {
        return TelephoneEvent.parse(packet.getBuffer(), packet.payloadAt(), packet.payloadLength())
                .flatMap(event -> first(packet.timestamp(), event));
    }

    private Optional<Character> first(long timestamp, TelephoneEvent event) {
        boolean goesOn = event.event() == segmentEvent && (timestamp - segment & 0xFFFF_FFFFL) == LONGEST;
        if (event.duration() == LONGEST && !event.end()) {
            segment = timestamp;
            segmentEvent = event.event();
        }
        if (known(timestamp)) {
            return Optional.empty();
        }
        timestamps[heard++ % REMEMBERED] = timestamp;
        return goesOn ? Optional.empty() : event.key();
    }

    private boolean known(long timestamp) {
        for (int i = 0; i < Math.min(heard, REMEMBERED); i++) {
            if (timestamps[i] == timestamp) {
                return true;
            }
        }
        return false;
    }
}
