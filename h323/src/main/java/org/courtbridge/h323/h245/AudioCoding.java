package org.courtbridge.h323.h245;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Codings of sound that H.245 has an alternative for which says nothing but how many frames a packet may hold. */
public enum AudioCoding {
    G711_ALAW_64K("g711Alaw64k", 8, 1),
    G711_ALAW_56K("g711Alaw56k", 8, 1),
    G711_ULAW_64K("g711Ulaw64k", 0, 1),
    G711_ULAW_56K("g711Ulaw56k", 0, 1),
    G722_64K("g722-64k", 9, 1),
    G722_56K("g722-56k", 9, 1),
    G722_48K("g722-48k", 9, 1),
    G728("g728", 15, 3),
    G729("g729", 18, 10),
    G729_ANNEX_A("g729AnnexA", 18, 10),
    G729_WITH_ANNEX_B("g729wAnnexB", 18, 10),
    G729_ANNEX_A_WITH_ANNEX_B("g729AnnexAwAnnexB", 18, 10);

    private final String alternative;
    private final int payloadType;
    private final int frame;

    AudioCoding(String alternative, int payloadType, int frame) {
        this.alternative = alternative;
        this.payloadType = payloadType;
        this.frame = frame;
    }

    /** Of AudioCapability and AudioMode. */
    String alternative() {
        return alternative;
    }

    /** The one of RFC 3551. */
    public int payloadType() {
        return payloadType;
    }

    /**
     * Duration of a frame (H.225.0, clause 6.2.1); of G.711 and G.722 it is 1 ms. Four vectors of G.728 are 2.5 ms, and 3 here.
     */
    public Duration frame() {
        return Duration.ofMillis(frame);
    }

    static Optional<AudioCoding> of(String alternative) {
        return Arrays.stream(values())
                .filter(coding -> coding.alternative.equals(alternative))
                .findFirst();
    }
}
