package org.courtbridge.codecs.payload;

import java.util.List;

/**
 * The limits of a level of H.264 (ITU-T H.264, table A-1).
 *
 * @param idc level_idc; level 1b is 9 here, as in the High profiles
 * @param maxMbps macroblocks per second
 * @param maxFs macroblocks per frame
 * @param maxBr bit/s of video coding layer in the Baseline and Main profiles
 */
public record H264Level(int idc, int maxMbps, int maxFs, int maxBr) {

    static final int LEVEL_1B = 9;

    /** Sorted by what they allow. */
    private static final List<H264Level> LEVELS = List.of(
            level(10, 1_485, 99, 64),
            level(LEVEL_1B, 1_485, 99, 128),
            level(11, 3_000, 396, 192),
            level(12, 6_000, 396, 384),
            level(13, 11_880, 396, 768),
            level(20, 11_880, 396, 2_000),
            level(21, 19_800, 792, 4_000),
            level(22, 20_250, 1_620, 4_000),
            level(30, 40_500, 1_620, 10_000),
            level(31, 108_000, 3_600, 14_000),
            level(32, 216_000, 5_120, 20_000),
            level(40, 245_760, 8_192, 20_000),
            level(41, 245_760, 8_192, 50_000),
            level(42, 522_240, 8_704, 50_000),
            level(50, 589_824, 22_080, 135_000),
            level(51, 983_040, 36_864, 240_000),
            level(52, 2_073_600, 36_864, 240_000),
            level(60, 4_177_920, 139_264, 240_000),
            level(61, 8_355_840, 139_264, 480_000),
            level(62, 16_711_680, 139_264, 800_000));

    private static H264Level level(int idc, int maxMbps, int maxFs, int kilobits) {
        return new H264Level(idc, maxMbps, maxFs, 1000 * kilobits);
    }

    /**
     * The level that three bytes of profile-level-id or SPS name; for a level that we do not know, the highest known
     * one below it.
     */
    public static H264Level of(int profileIdc, int constraints, int levelIdc) {
        boolean constraint3 = (constraints & 0x10) != 0;
        if (levelIdc == LEVEL_1B || levelIdc == 11 && constraint3 && profileIdc < 100) {
            return LEVELS.get(1);
        }
        H264Level found = LEVELS.getFirst();
        for (H264Level level : LEVELS) {
            if (level.idc != LEVEL_1B && level.idc <= levelIdc) {
                found = level;
            }
        }
        return found;
    }

    /** The lowest that allows so much; the highest of all if none does. */
    public static H264Level allowing(int mbps, int fs, int br) {
        return LEVELS.stream()
                .filter(level -> level.maxMbps >= mbps && level.maxFs >= fs && level.maxBr >= br)
                .findFirst()
                .orElse(LEVELS.getLast());
    }

    /** As people write it: 3.1, 4, 1b. */
    public String number() {
        String whole = Integer.toString(idc / 10);
        return idc == LEVEL_1B ? "1b" : idc % 10 == 0 ? whole : whole + "." + idc % 10;
    }

    /** Whether a decoder that promises these figures can take every stream of this level. */
    public boolean isWithin(int mbps, int fs, int br) {
        return maxMbps <= mbps && maxFs <= fs && maxBr <= br;
    }
}
