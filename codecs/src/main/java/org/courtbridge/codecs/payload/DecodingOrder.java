package org.courtbridge.codecs.payload;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
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

    /** Octets of a payload that goes out. */
    static final int MOST_OCTETS = 1_200;

    /** Pictures whose end has come and that are not known to have gone out. */
    private static final int MOST_ENDED = 64;

    /** Units after a loss, beside those that may be out of order, in which a number that is missing was lost. */
    private static final int DOUBT = 64;

    private static final long NONE = Long.MIN_VALUE;

    private final NumberedUnits payloads;
    private final int depth;
    private final int span;

    /** In the order of their numbers. */
    private final List<Unit> held = new ArrayList<>();

    private final Deque<Long> ended = new ArrayDeque<>();
    private final RtpPacket outgoing = new RtpPacket();
    private final byte[] bytes = new byte[RtpPacket.FIXED_HEADER + MOST_OCTETS];

    private int heldOctets;
    private int counted;
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
    private int number;

    /** @param place counts on, past 65,535 */
    private record Unit(long place, long timestamp, Octets octets, boolean counts) {}

    /** The unit that goes out, of which the first {@link #sent} octets have; null if none does. */
    private @Nullable Unit sending;

    private int sent;
    private boolean endsPicture;

    /** Whether a gap in the numbers follows what goes out. */
    private boolean gapFollows;

    /** A record must not hold an array. */
    private static final class Octets {
        private final byte[] bytes;

        private Octets(byte[] bytes) {
            this.bytes = bytes;
        }
    }

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
        this.depth = depth;
        this.span = span;
        bytes[0] = (byte) 0x80;
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
        outgoing.wrap(bytes, 0, RtpPacket.FIXED_HEADER);
        outgoing.payloadType(packet.payloadType());
        outgoing.ssrc(packet.ssrc());
    }

    @Override
    public @Nullable RtpPacket next() {
        while (sending == null && !held.isEmpty() && isDue(held.getFirst())) {
            Unit unit = held.removeFirst();
            heldOctets -= unit.octets().bytes.length;
            counted -= unit.counts() ? 1 : 0;
            goOnWith(unit);
        }
        Unit waiting = last;
        if (sending == null && waiting != null && isOver(waiting)) {
            send(waiting, true);
            last = null;
        }
        return sending == null ? null : write(sending);
    }

    private boolean isOver(Unit waiting) {
        return doubt == 0
                && ended.contains(waiting.timestamp())
                && held.stream().noneMatch(unit -> unit.timestamp() == waiting.timestamp());
    }

    private void follow(int sequence) {
        if (expected < 0) {
            number = sequence;
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
        int at = held.size();
        while (at > 0 && held.get(at - 1).place() > absolute) {
            at--;
        }
        boolean counts = payloads.counts(unit);
        held.add(at, new Unit(absolute, timestamp, new Octets(unit), counts));
        heldOctets += unit.length;
        counted += counts ? 1 : 0;
    }

    private boolean isDue(Unit first) {
        boolean isNext = released != NONE && first.place() <= released + 1;
        boolean isFar = span > 0 && held.getLast().place() - first.place() >= span;
        boolean isFull = held.size() > MOST_UNITS || heldOctets > PictureDepacketizer.MAX_PICTURE;
        return isNext || counted > depth || isFar || isFull;
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
            send(before, before.timestamp() != unit.timestamp() && !gap);
            gapFollows = gap;
        } else if (gap) {
            number = number + 1 & 0xFFFF;
        }
        last = unit;
    }

    private void send(Unit unit, boolean marker) {
        sending = unit;
        sent = 0;
        endsPicture = marker;
    }

    /** The next packet of the unit that goes out: all of it, or a fragment. */
    private RtpPacket write(Unit unit) {
        byte[] octets = unit.octets().bytes;
        int length;
        boolean end;
        if (octets.length <= MOST_OCTETS) {
            System.arraycopy(octets, 0, bytes, RtpPacket.FIXED_HEADER, octets.length);
            length = octets.length;
            end = true;
        } else {
            boolean start = sent == 0;
            int at = start ? payloads.header() : sent;
            int size = Math.min(octets.length - at, MOST_OCTETS - payloads.header() - 1);
            sent = at + size;
            end = sent == octets.length;
            int header = payloads.fragmentHeader(octets, start, end, bytes, RtpPacket.FIXED_HEADER);
            System.arraycopy(octets, at, bytes, RtpPacket.FIXED_HEADER + header, size);
            length = header + size;
        }
        outgoing.wrap(bytes, 0, RtpPacket.FIXED_HEADER + length);
        outgoing.sequenceNumber(number);
        outgoing.timestamp(unit.timestamp());
        outgoing.marker(endsPicture && end);
        number = number + (end && gapFollows ? 2 : 1) & 0xFFFF;
        if (end) {
            sending = null;
            gapFollows = false;
        }
        return outgoing;
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
        heldOctets = 0;
        counted = 0;
        last = null;
        sending = null;
        gapFollows = false;
        unfinished = null;
        newest = NONE;
        released = NONE;
        lacking = NONE;
        begun = false;
        late = 0;
    }
}
