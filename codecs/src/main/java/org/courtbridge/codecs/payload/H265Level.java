package org.courtbridge.codecs.payload;

import java.util.List;

/**
 * Limits of a level of H.265 (ITU-T H.265, tables A.8 and A.9).
 *
 * @param idc general_level_idc, 30 times the number that people write
 * @param maxLumaPs luma samples in a picture
 * @param maxLumaSr luma samples per second
 * @param mainTierBr bit/s in the Main tier
 * @param highTierBr bit/s in the High tier; the same where a level has none
 */
record H265Level(int idc, int maxLumaPs, long maxLumaSr, int mainTierBr, int highTierBr) {

    private static final List<H265Level> LEVELS = List.of(
            level(30, 36_864, 552_960, 128, 128),
            level(60, 122_880, 3_686_400, 1_500, 1_500),
            level(63, 245_760, 7_372_800, 3_000, 3_000),
            level(90, 552_960, 16_588_800, 6_000, 6_000),
            level(93, 983_040, 33_177_600, 10_000, 10_000),
            level(120, 2_228_224, 66_846_720, 12_000, 30_000),
            level(123, 2_228_224, 133_693_440, 20_000, 50_000),
            level(150, 8_912_896, 267_386_880, 25_000, 100_000),
            level(153, 8_912_896, 534_773_760, 40_000, 160_000),
            level(156, 8_912_896, 1_069_547_520, 60_000, 240_000),
            level(180, 35_651_584, 1_069_547_520, 60_000, 240_000),
            level(183, 35_651_584, 2_139_095_040, 120_000, 480_000),
            level(186, 35_651_584, 4_278_190_080L, 240_000, 800_000));

    private static H265Level level(int idc, int samples, long perSecond, int mainKilobits, int highKilobits) {
        return new H265Level(idc, samples, perSecond, 1000 * mainKilobits, 1000 * highKilobits);
    }

    /** For a level that we do not know, the highest known one below it. */
    static H265Level of(int idc) {
        H265Level found = LEVELS.getFirst();
        for (H265Level level : LEVELS) {
            if (level.idc <= idc) {
                found = level;
            }
        }
        return found;
    }

    /** As people write it: 3.1, 4. */
    static String number(int idc) {
        return idc % 30 == 0 ? Integer.toString(idc / 30) : idc / 30 + "." + idc % 30 / 3;
    }
}
