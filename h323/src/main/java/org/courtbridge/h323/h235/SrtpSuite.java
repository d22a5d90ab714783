package org.courtbridge.h323.h235;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.per.ObjectIdentifier;

/** Crypto suites of SRTP that H.245 can agree on (H.235.8, clause 4.2), the most preferred first. */
public enum SrtpSuite {
    AES_CM_128_HMAC_SHA1_80("0.0.8.235.0.4.91"),
    /** A tag of four octets for RTP; RTCP keeps the long one. */
    AES_CM_128_HMAC_SHA1_32("0.0.8.235.0.4.92");

    /** Octets of the master key of either. */
    static final int KEY_LENGTH = 16;

    /** Octets of the master salt of either. */
    static final int SALT_LENGTH = 14;

    private final ObjectIdentifier identifier;

    SrtpSuite(String identifier) {
        this.identifier = ObjectIdentifier.of(identifier);
    }

    public ObjectIdentifier identifier() {
        return identifier;
    }

    /** Of all. */
    public static List<ObjectIdentifier> identifiers() {
        return Arrays.stream(values()).map(SrtpSuite::identifier).toList();
    }

    public static Optional<SrtpSuite> of(ObjectIdentifier identifier) {
        return Arrays.stream(values())
                .filter(suite -> suite.identifier.equals(identifier))
                .findFirst();
    }

    /** The first of ours that is among theirs. */
    public static Optional<SrtpSuite> common(List<ObjectIdentifier> theirs) {
        return Arrays.stream(values())
                .filter(suite -> theirs.contains(suite.identifier))
                .findFirst();
    }
}
