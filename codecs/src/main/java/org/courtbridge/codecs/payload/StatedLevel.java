package org.courtbridge.codecs.payload;

/**
 * The level that a stream of H.264 states. Who takes larger pictures than his level has, by max-fs and the like, takes streams
 * that state his level all the same (RFC 6184, section 8.1), while encoders state the one that has such pictures.
 */
public final class StatedLevel {

    /** Level 1b is written in two ways; level 1 in one. */
    private static final int LEVEL_1 = 10;

    private static final int LEVEL_AT = 3;

    private StatedLevel() {}

    /**
     * @param accessUnit in byte-stream format (ITU-T H.264, annex B)
     * @param level as {@link H264Level#idc}
     * @return the same, but that its sequence parameter sets state no higher level
     */
    public static byte[] atMost(byte[] accessUnit, int level) {
        int most = Math.max(LEVEL_1, level);
        byte[] stating = accessUnit;
        for (int i = 2; i + 1 + LEVEL_AT < accessUnit.length; i++) {
            boolean begins = accessUnit[i] == 1 && accessUnit[i - 1] == 0 && accessUnit[i - 2] == 0;
            if (!begins) {
                continue;
            }
            int type = accessUnit[i + 1] & 0x1F;
            if (type >= 1 && type <= H264Payload.IDR_SLICE) {
                // Parameter sets come before all slices.
                return stating;
            }
            if (type == H264Payload.SPS && (accessUnit[i + 1 + LEVEL_AT] & 0xFF) > most) {
                stating = stating == accessUnit ? accessUnit.clone() : stating;
                stating[i + 1 + LEVEL_AT] = (byte) most;
            }
        }
        return stating;
    }
}
