package org.courtbridge.media.video;

import org.courtbridge.codecs.rtp.RtpPacket;

/** A packet of a feed of pictures, and what is known of it beside what it says. Used again and again, and lent. */
public final class PicturePacket {

    /** Of the RTP timestamps of all video, Hz (RFC 3551, section 5). */
    public static final int CLOCK_RATE = 90_000;

    private final RtpPacket rtp = new RtpPacket();
    private byte[] copy = {};
    private int generation;
    private boolean begins;
    private boolean hasParameters;
    private long playoutTime;

    /**
     * Is this packet from now on, without a copy of it.
     *
     * @param fromGeneration changes when what comes next has nothing to do with what came before
     * @param first whether a receiver can begin here
     * @param parametersCame whether the picture's parameter sets came with it
     * @param playoutAt when its picture goes with the sound, {@link System#nanoTime}
     */
    public PicturePacket lend(
            RtpPacket packet, int fromGeneration, boolean first, boolean parametersCame, long playoutAt) {
        rtp.wrap(packet.getBuffer(), packet.getOffset(), packet.getLength());
        generation = fromGeneration;
        begins = first;
        hasParameters = parametersCame;
        playoutTime = playoutAt;
        return this;
    }

    /** Becomes a copy. */
    public void copy(PicturePacket other) {
        int length = other.rtp.getLength();
        if (copy.length < length) {
            copy = new byte[length];
        }
        other.rtp.readRegionToBuff(0, length, copy);
        rtp.wrap(copy, 0, length);
        generation = other.generation;
        begins = other.begins;
        hasParameters = other.hasParameters;
        playoutTime = other.playoutTime;
    }

    public RtpPacket rtp() {
        return rtp;
    }

    /** Changes when what comes next has nothing to do with what came before. */
    public int generation() {
        return generation;
    }

    /** Whether a receiver can begin here. */
    public boolean begins() {
        return begins;
    }

    /** Whether the picture's parameter sets came with it. */
    public boolean hasParameters() {
        return hasParameters;
    }

    /** Playout time of its picture, {@link System#nanoTime}; it may be over. */
    public long playoutTime() {
        return playoutTime;
    }
}
