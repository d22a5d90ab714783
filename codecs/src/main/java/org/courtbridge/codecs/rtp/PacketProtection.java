package org.courtbridge.codecs.rtp;

/** Encryption of packets: an SRTP profile, or an algorithm of H.235.6. */
public interface PacketProtection {

    /** As people who look after rooms are shown it. */
    String name();
}
