package org.courtbridge.media.video.send;

import java.util.Arrays;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.video.coded.StillEncoder;

/**
 * Works out the filler data (H.264, clause 7.4.2.7), which decoders pass over, that a stream of pictures needs for a given bit
 * rate, evenly. One thread's; time is {@link System#nanoTime}.
 */
final class PictureFiller {

    /** Longest time that a picture is filled, so that it is shown before the next. */
    static final long PICTURE = 180_000_000;

    static final long PERIOD_MILLIS = 10;

    /** Packets at once, so that no burst of it delays sound. */
    private static final int MOST_AT_ONCE = 3;

    /** Nanoseconds of the bit rate that may be owed at most; what is more is not sent any more. */
    private static final long LATE = 100_000_000;

    private static final int FILLER_DATA = 12;
    private static final int STOP_BIT = 0x80;

    /** A NAL unit; not to be changed. */
    static final byte[] UNIT = unit();

    private static final int WIRE = UNIT.length + RtpPacket.FIXED_HEADER + PacedTransport.PACKET_OVERHEAD_OCTETS;

    private long bitsPerSecond;
    private long last;

    /** Bits that should have been sent and were not; below zero, what was sent in advance. */
    private double owed;

    private static byte[] unit() {
        byte[] unit = new byte[StillEncoder.MAX_PAYLOAD];
        Arrays.fill(unit, (byte) 0xFF);
        unit[0] = FILLER_DATA;
        unit[unit.length - 1] = (byte) STOP_BIT;
        return unit;
    }

    /** @param wanted bit/s of the stream with all headers; 0 for no filling */
    void fill(long wanted, long now) {
        bitsPerSecond = wanted;
        last = now;
        owed = 0;
    }

    boolean isOn() {
        return bitsPerSecond > 0;
    }

    /** A packet of the stream was sent. @param payload octets */
    void sent(int payload) {
        owed -= 8.0 * (payload + RtpPacket.FIXED_HEADER + PacedTransport.PACKET_OVERHEAD_OCTETS);
    }

    /** Units to send now. */
    int due(long now) {
        owed = Math.min(owed + bitsPerSecond * ((now - last) / 1e9), bitsPerSecond * (LATE / 1e9));
        last = now;
        return (int) Math.clamp(owed / (8 * WIRE), 0, MOST_AT_ONCE);
    }
}
