package org.courtbridge.codecs.payload;

/**
 * What a party said of the H.264 that it can take (RFC 6184, section 8.1).
 *
 * @param payloadType RTP payload type, 0 to 127
 * @param profileIdc profile_idc, such as 66 (Baseline), 77 (Main), 100 (High)
 * @param constraints the constraint_set flags: the byte after profile_idc
 * @param levelIdc level_idc, such as 31 for level 3.1
 * @param packetizationMode 0 (single NAL unit) or 1 (non-interleaved)
 * @param maxMbps macroblocks per second at most; never below what the level allows
 * @param maxFs macroblocks per frame at most; never below what the level allows
 * @param maxBr bit/s at most, after the units of RFC 6184 are resolved; never below what the level allows
 */
public record H264Format(
        int payloadType,
        int profileIdc,
        int constraints,
        int levelIdc,
        int packetizationMode,
        int maxMbps,
        int maxFs,
        int maxBr) {}
