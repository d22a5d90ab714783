package org.courtbridge.media.audio;

import java.util.Optional;
import org.courtbridge.codecs.payload.TelephoneEvent;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Hears each key press of one party once (RFC 4733), at whatever clock. A press is many packets that share a timestamp; any
 * of them will do, so markers count for nothing, lost first or last packets change nothing, and repeated last packets are
 * no second press.
 *
 * <p>Some devices give each packet of a press a timestamp of its own, others give two presses the same: then the number of
 * the packet and the duration, which grows within a press, tell.
 */
final class KeyPresses {

    /** Presses remembered, for packets that come out of order. */
    private static final int REMEMBERED = 8;

    /** A press longer than this goes on in a new event (RFC 4733, section 2.5.1.3). */
    private static final int LONGEST = 0xFFFF;

    /** Packets of a press that may be lost in a row. */
    private static final int NEAR = 4;

    private static final TelephoneEvent NOTHING = new TelephoneEvent(-1, true, 0, 0);

    private final long[] timestamps = new long[REMEMBERED];
    private final int[] events = new int[REMEMBERED];
    private int heard;
    private long segment;
    private int segmentEvent = -1;

    private TelephoneEvent newest = NOTHING;
    private int newestSequence;
    private long newestTimestamp;

    /** The key, if this packet is the first of its press. */
    Optional<Character> packet(RtpPacket packet) {
        return TelephoneEvent.parse(packet.getBuffer(), packet.payloadAt(), packet.payloadLength())
                .flatMap(event -> first(packet, event));
    }

    private Optional<Character> first(RtpPacket packet, TelephoneEvent event) {
        long timestamp = packet.timestamp();
        int ahead = newest == NOTHING ? NEAR + 1 : (short) (packet.sequenceNumber() - newestSequence);
        boolean again = ahead > 0 && isPressedAgain(timestamp, event);
        boolean goesOn = isNextSegment(timestamp, event) || ahead > 0 && ahead <= NEAR && isGrown(timestamp, event);
        if (ahead > 0) {
            newest = event;
            newestSequence = packet.sequenceNumber();
            newestTimestamp = timestamp;
        }
        if (known(timestamp, event.event()) && !again) {
            return Optional.empty();
        }
        timestamps[heard % REMEMBERED] = timestamp;
        events[heard % REMEMBERED] = event.event();
        heard++;
        return goesOn ? Optional.empty() : event.key();
    }

    private boolean isNextSegment(long timestamp, TelephoneEvent event) {
        boolean next = event.event() == segmentEvent && (timestamp - segment & 0xFFFF_FFFFL) == LONGEST;
        if (event.duration() == LONGEST && !event.end()) {
            segment = timestamp;
            segmentEvent = event.event();
        }
        return next;
    }

    /** The same press under a new timestamp: it lasts longer than the packet before said, or repeats that it is over. */
    private boolean isGrown(long timestamp, TelephoneEvent event) {
        return event.event() == newest.event()
                && timestamp != newestTimestamp
                && (newest.end()
                        ? event.end() && event.duration() == newest.duration()
                        : event.duration() > newest.duration());
    }

    /** The same key under the same timestamp, let go before. */
    private boolean isPressedAgain(long timestamp, TelephoneEvent event) {
        return event.event() == newest.event()
                && timestamp == newestTimestamp
                && newest.end()
                && !event.end()
                && event.duration() < newest.duration();
    }

    private boolean known(long timestamp, int event) {
        for (int i = 0; i < Math.min(heard, REMEMBERED); i++) {
            if (timestamps[i] == timestamp && events[i] == event) {
                return true;
            }
        }
        return false;
    }
}
