package org.courtbridge.codecs.payload;

/**
 * A profile of H.264 (ITU-T H.264, annex A), as far as a decoder of one can take streams of another (RFC 6184, table
 * 5).
 */
public enum H264Profile {
    /** Also plain Baseline, whose flexible macroblock order and redundant slices no device in use sends. */
    CONSTRAINED_BASELINE,
    MAIN,
    EXTENDED,
    HIGH,
    HIGH_10,
    HIGH_422,
    HIGH_444,
    OTHER;

    private static final int SET_0 = 0x80;
    private static final int SET_1 = 0x40;

    /** @param constraints the constraint_set flags: the byte after profile_idc */
    public static H264Profile of(int profileIdc, int constraints) {
        return switch (profileIdc) {
            case 66 -> CONSTRAINED_BASELINE;
            case 77 -> (constraints & SET_0) != 0 ? CONSTRAINED_BASELINE : MAIN;
            case 88 -> (constraints & SET_1) == 0 ? EXTENDED : (constraints & SET_0) != 0 ? CONSTRAINED_BASELINE : MAIN;
            case 100 -> HIGH;
            case 110 -> HIGH_10;
            case 122 -> HIGH_422;
            case 244 -> HIGH_444;
            default -> OTHER;
        };
    }

    /** Whether every decoder of this profile decodes every stream of the other, levels aside. */
    public boolean decodes(H264Profile stream) {
        if (this == stream || stream == CONSTRAINED_BASELINE) {
            return true;
        }
        return switch (this) {
            case HIGH -> stream == MAIN;
            case HIGH_10 -> stream == MAIN || stream == HIGH;
            case HIGH_422 -> stream == MAIN || stream == HIGH || stream == HIGH_10;
            case HIGH_444 -> stream == MAIN || stream == HIGH || stream == HIGH_10 || stream == HIGH_422;
            case CONSTRAINED_BASELINE, MAIN, EXTENDED, OTHER -> false;
        };
    }
}
