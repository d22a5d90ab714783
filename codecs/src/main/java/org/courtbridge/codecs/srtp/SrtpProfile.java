package org.courtbridge.codecs.srtp;

import java.util.Optional;
import org.jitsi.srtp.SrtpPolicy;

/** How packets are protected: the profiles that DTLS-SRTP (RFC 5764, RFC 7714) and SDES (RFC 4568) can agree on. */
public enum SrtpProfile {
    /** Quickest here, with a tag of 16 bytes (RFC 7714). */
    AEAD_AES_128_GCM(0x0007, 16, 12, 16, 16),
    AEAD_AES_256_GCM(0x0008, 32, 12, 16, 16),
    /** What everybody has (RFC 3711). */
    AES_CM_128_HMAC_SHA1_80(0x0001, 16, 14, 10, 10),
    /** A shorter tag for RTP; RTCP keeps the long one. */
    AES_CM_128_HMAC_SHA1_32(0x0002, 16, 14, 4, 10);

    private static final int HMAC_KEY_LENGTH = 20;

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

    /** The profile with a number of the DTLS extension {@code use_srtp}, if it is one of ours. */
    public static Optional<SrtpProfile> ofDtlsId(int dtlsId) {
        for (SrtpProfile profile : values()) {
            if (profile.dtlsId == dtlsId) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }

    /** Its number in the DTLS extension {@code use_srtp} (RFC 5764, section 4.1.2). */
    public int dtlsId() {
        return dtlsId;
    }

    /** Bytes of the master key. */
    public int keyLength() {
        return keyLength;
    }

    /** Bytes of the master salt. */
    public int saltLength() {
        return saltLength;
    }

    SrtpPolicy rtpPolicy() {
        return policy(rtpTagLength);
    }

    SrtpPolicy rtcpPolicy() {
        return policy(rtcpTagLength);
    }

    private SrtpPolicy policy(int tagLength) {
        boolean gcm = this == AEAD_AES_128_GCM || this == AEAD_AES_256_GCM;
        SrtpPolicy policy = new SrtpPolicy(
                gcm ? SrtpPolicy.AESGCM_ENCRYPTION : SrtpPolicy.AESCM_ENCRYPTION,
                keyLength,
                gcm ? SrtpPolicy.NULL_AUTHENTICATION : SrtpPolicy.HMACSHA1_AUTHENTICATION,
                gcm ? 0 : HMAC_KEY_LENGTH,
                tagLength,
                saltLength);
        // A packet that is sent again is the same packet under the same index, which gives nothing away.
        policy.setSendReplayEnabled(false);
        return policy;
    }
}
