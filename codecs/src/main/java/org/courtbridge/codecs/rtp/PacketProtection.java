package org.courtbridge.codecs.rtp;

/** How what packets carry is kept from others. */
public interface PacketProtection {

    /** As people who look after rooms are shown it. */
    String name();
}
