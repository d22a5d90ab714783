package org.courtbridge.codecs.payload;

import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Puts NAL units into packets of their own, one after the other, or in fragments. The numbers of the packets leave a gap where a unit is
 * missing. Allocates nothing for a packet. One thread's.
 */
final class UnitPackets {

    /** Octets of a payload at most. */
    static final int MOST_OCTETS = 1_200;

    private final NumberedUnits payloads;
    private final RtpPacket packet = new RtpPacket();
    private final byte[] bytes = new byte[RtpPacket.FIXED_HEADER + MOST_OCTETS];

    /** The unit that goes out, of which the first {@link #sent} octets have; null if none does. */
    private byte @Nullable [] sending;

    private int sent;
    private long timestamp;
    private boolean endsPicture;

    /** Whether a gap in the numbers follows what goes out. */
    private boolean gapFollows;

    private int number;

    UnitPackets(NumberedUnits payloads) {
        this.payloads = payloads;
        bytes[0] = (byte) 0x80;
    }

    /** The first packet gets this number. */
    void begin(int sequenceNumber) {
        number = sequenceNumber;
    }

    /** Packets have the payload type and the SSRC of this one from now on. */
    void like(RtpPacket received) {
        packet.wrap(bytes, 0, RtpPacket.FIXED_HEADER);
        packet.payloadType(received.payloadType());
        packet.ssrc(received.ssrc());
    }

    /** Leaves out a number, as a unit is missing before the next. */
    void leaveOut() {
        number = number + 1 & 0xFFFF;
    }

    /** Whether a unit goes out of which {@link #next} has not given all. */
    boolean isSending() {
        return sending != null;
    }

    /**
     * Sends a unit; the one before must have gone out.
     *
     * @param last whether it is the last of its picture
     * @param gap whether a unit is missing behind it
     */
    void send(byte[] unit, long unitTimestamp, boolean last, boolean gap) {
        sending = unit;
        sent = 0;
        timestamp = unitTimestamp;
        endsPicture = last;
        gapFollows = gap;
    }

    /** The next packet of the unit that goes out: all of it, or a fragment. Lent until the next call; null if none goes out. */
    @Nullable
    RtpPacket next() {
        byte[] unit = sending;
        if (unit == null) {
            return null;
        }
        int length;
        boolean end;
        if (unit.length <= MOST_OCTETS) {
            System.arraycopy(unit, 0, bytes, RtpPacket.FIXED_HEADER, unit.length);
            length = unit.length;
            end = true;
        } else {
            boolean start = sent == 0;
            int at = start ? payloads.header() : sent;
            int size = Math.min(unit.length - at, MOST_OCTETS - payloads.header() - 1);
            sent = at + size;
            end = sent == unit.length;
            int header = payloads.fragmentHeader(unit, start, end, bytes, RtpPacket.FIXED_HEADER);
            System.arraycopy(unit, at, bytes, RtpPacket.FIXED_HEADER + header, size);
            length = header + size;
        }
        packet.wrap(bytes, 0, RtpPacket.FIXED_HEADER + length);
        packet.sequenceNumber(number);
        packet.timestamp(timestamp);
        packet.marker(endsPicture && end);
        number = number + (end && gapFollows ? 2 : 1) & 0xFFFF;
        if (end) {
            sending = null;
        }
        return packet;
    }

    /** What goes out goes out no further. */
    void forget() {
        sending = null;
    }
}
