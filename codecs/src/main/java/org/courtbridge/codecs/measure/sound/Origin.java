package org.courtbridge.codecs.measure.sound;

/** Origin of a piece of decoded sound: a packet, concealment, or announced silence. */
public enum Origin {
    /** Packets. */
    RECEIVED,
    /** Nowhere: packets were lost or late, and something was made up in their place. */
    MADE_UP,
    /** Nowhere: the sender said that it is silent and sends nothing (discontinuous transmission). */
    ANNOUNCED_SILENCE
}
