package org.courtbridge.h323.h245;

import java.util.Arrays;
import java.util.Optional;
import org.courtbridge.h323.per.ObjectIdentifier;

/** Packetization of H.264 in RTP (H.241, clause 7.1.3). */
public enum H264Packetization {
    /** One NAL unit a packet, as of RFC 6184's packetization mode 0 (H.241, Annex A). */
    H241_ANNEX_A("0.0.8.241.0.0.0.0"),

    /** RFC 6184's packetization mode 1. */
    NON_INTERLEAVED("0.0.8.241.0.0.0.1"),

    /** RFC 6184's packetization mode 2. */
    INTERLEAVED("0.0.8.241.0.0.0.2");

    private final ObjectIdentifier identifier;

    H264Packetization(String identifier) {
        this.identifier = ObjectIdentifier.of(identifier);
    }

    public ObjectIdentifier identifier() {
        return identifier;
    }

    public static Optional<H264Packetization> of(ObjectIdentifier identifier) {
        return Arrays.stream(values())
                .filter(mode -> mode.identifier.equals(identifier))
                .findFirst();
    }
}
