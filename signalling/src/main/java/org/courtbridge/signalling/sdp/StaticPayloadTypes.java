package org.courtbridge.signalling.sdp;

import java.util.Optional;

/** The payload types that need no {@code a=rtpmap} (RFC 3551, section 6), as far as rooms use them. */
final class StaticPayloadTypes {

    private StaticPayloadTypes() {}

    static Optional<RtpMap> of(int payloadType) {
        return switch (payloadType) {
            case 0 -> Optional.of(new RtpMap(0, "PCMU", 8_000, 1));
            case 8 -> Optional.of(new RtpMap(8, "PCMA", 8_000, 1));
            case 9 -> Optional.of(new RtpMap(9, "G722", 8_000, 1));
            case 13 -> Optional.of(new RtpMap(13, "CN", 8_000, 1));
            case 18 -> Optional.of(new RtpMap(18, "G729", 8_000, 1));
            case 31 -> Optional.of(new RtpMap(31, "H261", 90_000, 1));
            case 34 -> Optional.of(new RtpMap(34, "H263", 90_000, 1));
            default -> Optional.empty();
        };
    }
}
