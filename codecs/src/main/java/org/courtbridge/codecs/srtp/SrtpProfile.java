package org.courtbridge.codecs.srtp;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.courtbridge.codecs.rtp.PacketProtection;

/**
 * Protection profiles that DTLS-SRTP (RFC 5764, RFC 7714) and SDES (RFC 4568, RFC 6188, RFC 7714) can agree on. The constants'
 * names are the crypto suites of SDES.
 */
public enum SrtpProfile implements PacketProtection {
    /** Quickest here, with a tag of 16 bytes (RFC 7714). */
    AEAD_AES_128_GCM(0x0007, 16, 12, 16, 16),
    AEAD_AES_256_GCM(0x0008, 32, 12, 16, 16),
    /** The one that all implementations have (RFC 3711). */
    AES_CM_128_HMAC_SHA1_80(0x0001, 16, 14, 10, 10),
    /** A shorter tag for RTP; RTCP keeps the long one. */
    AES_CM_128_HMAC_SHA1_32(0x0002, 16, 14, 4, 10),
    /** Longer keys (RFC 6188), which DTLS has no numbers for. */
    AES_192_CM_HMAC_SHA1_80(SrtpProfile.NO_DTLS, 24, 14, 10, 10),
    AES_192_CM_HMAC_SHA1_32(SrtpProfile.NO_DTLS, 24, 14, 4, 10),
    AES_256_CM_HMAC_SHA1_80(SrtpProfile.NO_DTLS, 32, 14, 10, 10),
    AES_256_CM_HMAC_SHA1_32(SrtpProfile.NO_DTLS, 32, 14, 4, 10),
    /** Of mobile networks' mode (RFC 3711, section 4.1.2): never ours to offer. */
    F8_128_HMAC_SHA1_80(SrtpProfile.NO_DTLS, 16, 14, 10, 10);

    /** Mode of encryption. */
    enum Mode {
        COUNTER,
        F8,
        GCM
    }

    private static final int NO_DTLS = -1;
    private static final Pattern DRAFT_NAME = Pattern.compile("^AES_CM_(192|256)_");

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

    /**
     * The profile of a crypto suite of SDES (RFC 4568, section 6.2), if it is one of ours; case counts. The longer keys
     * of RFC 6188 go by the names of its drafts too, as many devices still call them.
     */
    public static Optional<SrtpProfile> ofSuite(String suite) {
        String name = DRAFT_NAME.matcher(suite).replaceFirst("AES_$1_CM_");
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

    /** Whether it is for those who have nothing else: slow here, as no cipher library has its mode. */
    public boolean isLastResort() {
        return mode() == Mode.F8;
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
        return mode() == Mode.GCM;
    }

    Mode mode() {
        return switch (this) {
            case AEAD_AES_128_GCM, AEAD_AES_256_GCM -> Mode.GCM;
            case F8_128_HMAC_SHA1_80 -> Mode.F8;
            case AES_CM_128_HMAC_SHA1_80,
                    AES_CM_128_HMAC_SHA1_32,
                    AES_192_CM_HMAC_SHA1_80,
                    AES_192_CM_HMAC_SHA1_32,
                    AES_256_CM_HMAC_SHA1_80,
                    AES_256_CM_HMAC_SHA1_32 -> Mode.COUNTER;
        };
    }

    /** Bytes of the tag that a packet carries. */
    int tagLength(PacketKind kind) {
        return switch (kind) {
            case RTP -> rtpTagLength;
            case RTCP -> rtcpTagLength;
        };
    }
}
