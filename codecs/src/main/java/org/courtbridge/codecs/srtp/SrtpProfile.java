package org.courtbridge.codecs.srtp;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How packets are protected: the profiles that DTLS-SRTP (RFC 5764, RFC 7714) and SDES (RFC 4568, RFC 6188, RFC 7714) can
 * agree on. The constants' names are the crypto suites of SDES.
 */
public enum SrtpProfile {
    /** Quickest here, with a tag of 16 bytes (RFC 7714). */
    AEAD_AES_128_GCM(0x0007, 16, 12, 16, 16),
    AEAD_AES_256_GCM(0x0008, 32, 12, 16, 16),
    /** What everybody has (RFC 3711). */
    AES_CM_128_HMAC_SHA1_80(0x0001, 16, 14, 10, 10),
    /** A shorter tag for RTP; RTCP keeps the long one. */
    AES_CM_128_HMAC_SHA1_32(0x0002, 16, 14, 4, 10),
    /** Longer keys (RFC 6188), which DTLS has no numbers for. */
    AES_192_CM_HMAC_SHA1_80(SrtpProfile.NO_DTLS, 24, 14, 10, 10),
    AES_192_CM_HMAC_SHA1_32(SrtpProfile.NO_DTLS, 24, 14, 4, 10),
    AES_256_CM_HMAC_SHA1_80(SrtpProfile.NO_DTLS, 32, 14, 10, 10),
    AES_256_CM_HMAC_SHA1_32(SrtpProfile.NO_DTLS, 32, 14, 4, 10);

    private static final int NO_DTLS = -1;

    private final int dtlsId;
    private final int keyLength;
    private final int saltLength;
    private final int rtpTagLength;
    private final int rtcpTagLength;

    SrtpProfile(int dtlsId, int keyLength, int saltLength, int rtpTagLength, int rtcpTagLength) {
        this.dtlsId = dtlsId;
        this.keyLength = keyLength;
        this.saltLength = saltLength;
        this.rtpTagLength = rtpTagLength;
        this.rtcpTagLength = rtcpTagLength;
    }

    /** The profile of a crypto suite of SDES (RFC 4568, section 6.2), if it is one of ours; case counts. */
    public static Optional<SrtpProfile> ofSuite(String name) {
        for (SrtpProfile profile : values()) {
            if (profile.name().equals(name)) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }

    /** Its number in the DTLS extension {@code use_srtp} (RFC 5764, section 4.1.2), if it has one. */
    public OptionalInt dtlsId() {
        return dtlsId == NO_DTLS ? OptionalInt.empty() : OptionalInt.of(dtlsId);
    }

    /** Bytes of the master key. */
    public int keyLength() {
        return keyLength;
    }

    /** Bytes of the master salt. */
    public int saltLength() {
        return saltLength;
    }

    /** Whether encryption and authentication are one (RFC 7714), not AES in counter mode and HMAC-SHA1 (RFC 3711). */
    boolean isAead() {
        return this == AEAD_AES_128_GCM || this == AEAD_AES_256_GCM;
    }

    /** Bytes of the tag that a packet carries. */
    int tagLength(PacketKind kind) {
        return switch (kind) {
            case RTP -> rtpTagLength;
            case RTCP -> rtcpTagLength;
        };
    }
}
