package org.courtbridge.codecs.payload;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.courtbridge.codecs.payload.HeldUnits.Unit;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Brings NAL units that say their places in decoding order there (RFC 6184, section 7.2; RFC 7798, section 6), and sends each
 * on alone, in a packet of its own or in fragments.
 *
 * <p>A unit is held until as many as its sender says may still be before it, or until all before it have come: numbers
 * of most senders leave none out. What was lost leaves a gap in the numbers of the packets that go out, on both sides of it, so
 * that no picture that lacks a unit counts as whole.
 */
final class DecodingOrder implements PlainPackets {

    /** Units held at most; then the first go out. */
    static final int MOST_UNITS = 1_024;

    /** So many in a row that are late show that the sender has begun to count anew. */
    private static final int MOST_LATE = 16;

    /** Pictures whose end has come and that are not known to have gone out. */
    private static final int MOST_ENDED = 64;

    /** Units after a loss, beside those that may be out of order, in which a number that is missing was lost. */
    private static final int DOUBT = 64;

    private static final long NONE = Long.MIN_VALUE;

    private final NumberedUnits payloads;
    private final int depth;
    private final int span;

    private final UnitPackets packets;
    private final HeldUnits held = new HeldUnits();
    private final Deque<Long> ended = new ArrayDeque<>();

    /** The last one that has its place; whether it is the last of its picture, the next says. */
    private @Nullable Unit last;

    private @Nullable Unfinished unfinished;
    private long newest = NONE;
    private long released = NONE;

    /** The timestamp of a picture of which a beginning may be lost, so that none of it goes out. */
    private long lacking = NONE;

    private boolean begun;

    private int late;
    private int doubt;
    private int expected = -1;

    /** Of which not all parts have come. */
    private static final class Unfinished {
        private final int place;
        private final PictureBuffer parts = new PictureBuffer();

        private Unfinished(int place) {
            this.place = place;
        }
    }

    /**
     * @param depth units that count, of those that come before one, which may have to go after it
     * @param span numbers that two units which are held may be apart; 0 if the sender does not say
     */
    DecodingOrder(NumberedUnits payloads, int depth, int span) {
        this.payloads = payloads;
        this.packets = new UnitPackets(payloads);
        this.depth = depth;
        this.span = span;
    }

    @Override
    public void put(RtpPacket packet) {
        if (packet.payloadLength() == 0) {
            return;
        }
        boolean isLate = expected >= 0 && (short) (packet.sequenceNumber() - expected) < 0;
        follow(packet.sequenceNumber());
        // One that was sent again has its place, and nothing to do with the unit that is put together now.
        Unfinished current = unfinished;
        if (isLate) {
            unfinished = null;
        }
        Arrival arrival = new Arrival(packet.timestamp());
        boolean read = payloads.read(packet.getBuffer(), packet.payloadAt(), packet.payloadLength(), arrival);
        if (!read || !arrival.whole) {
            lost();
        }
        if (isLate) {
            unfinished = current;
        }
        if (packet.marker()) {
            ended.add(arrival.timestamp);
            if (ended.size() > MOST_ENDED) {
                ended.remove();
            }
        }
        packets.like(packet);
    }

    @Override
    public @Nullable RtpPacket next() {
        while (!packets.isSending() && !held.isEmpty() && isDue(held.first())) {
            goOnWith(held.removeFirst());
        }
        Unit waiting = last;
        if (!packets.isSending() && waiting != null && isOver(waiting)) {
            send(waiting, true, false);
            last = null;
        }
        return packets.next();
    }

    private boolean isOver(Unit waiting) {
        return doubt == 0 && ended.contains(waiting.timestamp()) && !held.hasOfPicture(waiting.timestamp());
    }

    private void follow(int sequence) {
        if (expected < 0) {
            packets.begin(sequence);
        } else if ((short) (sequence - expected) > 0) {
            lost();
        }
        if (expected < 0 || (short) (sequence - expected) >= 0) {
            expected = sequence + 1 & 0xFFFF;
        }
    }

    private void lost() {
        unfinished = null;
        doubt = DOUBT + 2 * depth;
    }

    /** Takes the NAL units of one packet. */
    private final class Arrival implements NumberedUnits.Visitor {

        private final long packetTimestamp;

        /** Of its last unit. */
        private long timestamp;

        private boolean whole = true;

        private Arrival(long timestamp) {
            this.packetTimestamp = timestamp;
            this.timestamp = timestamp;
        }

        @Override
        public void unit(int place, long later, byte[] from, int offset, int length) {
            unfinished = null;
            timestamp = packetTimestamp + later & 0xFFFF_FFFFL;
            hold(place, timestamp, Arrays.copyOfRange(from, offset, offset + length));
        }

        @Override
        public void first(int place, boolean end, byte[] header, byte[] from, int offset, int length) {
            Unfinished begun = new Unfinished(place);
            begun.parts.append(header, 0, header.length);
            unfinished = begun;
            further(end, from, offset, length);
        }

        @Override
        public void further(boolean end, byte[] from, int offset, int length) {
            Unfinished begun = unfinished;
            whole = begun != null && begun.parts.append(from, offset, length);
            if (begun != null && whole && end) {
                unfinished = null;
                hold(begun.place, packetTimestamp, begun.parts.toBytes());
            }
        }
    }

    private void hold(int place, long timestamp, byte[] unit) {
        long absolute = newest == NONE ? place : newest + (short) (place - (int) newest);
        newest = absolute;
        if (released != NONE && absolute < released) {
            late++;
            if (late < MOST_LATE) {
                return;
            }
            // The sender counts anew, and what was held can find no place.
            forget();
            newest = absolute;
        }
        late = 0;
        held.add(new Unit(absolute, timestamp, new HeldUnits.Octets(unit), payloads.counts(unit)));
    }

    private boolean isDue(Unit first) {
        boolean isNext = released != NONE && first.place() <= released + 1;
        boolean isFar = span > 0 && held.span() >= span;
        boolean isFull = held.size() > MOST_UNITS || held.octets() > PictureDepacketizer.MAX_PICTURE;
        return isNext || held.counted() > depth || isFar || isFull;
    }

    /** Goes on with a unit; what was before it is known to be the last of its picture, or not. */
    private void goOnWith(Unit unit) {
        boolean gap = doubt > 0 && (released == NONE || unit.place() > released + 1);
        if (gap && !begun) {
            // Before the first packet there is no number to leave out.
            lacking = unit.timestamp();
        }
        doubt = Math.max(0, doubt - 1);
        released = unit.place();
        if (unit.timestamp() == lacking) {
            return;
        }
        lacking = NONE;
        Unit before = last;
        begun = true;
        if (before != null) {
            send(before, before.timestamp() != unit.timestamp() && !gap, gap);
        } else if (gap) {
            packets.leaveOut();
        }
        last = unit;
    }

    private void send(Unit unit, boolean endsPicture, boolean gap) {
        packets.send(unit.octets().bytes, unit.timestamp(), endsPicture, gap);
    }

    @Override
    public void restart() {
        forget();
        doubt = 0;
        expected = -1;
    }

    private void forget() {
        held.clear();
        ended.clear();
        packets.forget();
        last = null;
        unfinished = null;
        newest = NONE;
        released = NONE;
        lacking = NONE;
        begun = false;
        late = 0;
    }
}
