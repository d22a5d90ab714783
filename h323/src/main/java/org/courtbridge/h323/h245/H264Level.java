package org.courtbridge.h323.h245;

import java.util.Arrays;
import java.util.Comparator;

/** Levels of H.264 (its table A-1), by the numbers that H.241 gives them (its table 8-5). */
public enum H264Level {
    L1(15, 10, 1_485, 99, 64),
    L1B(19, 11, 1_485, 99, 128),
    L1_1(22, 11, 3_000, 396, 192),
    L1_2(29, 12, 6_000, 396, 384),
    L1_3(36, 13, 11_880, 396, 768),
    L2(43, 20, 11_880, 396, 2_000),
    L2_1(50, 21, 19_800, 792, 4_000),
    L2_2(57, 22, 20_250, 1_620, 4_000),
    L3(64, 30, 40_500, 1_620, 10_000),
    L3_1(71, 31, 108_000, 3_600, 14_000),
    L3_2(78, 32, 216_000, 5_120, 20_000),
    L4(85, 40, 245_760, 8_192, 20_000),
    L4_1(92, 41, 245_760, 8_192, 50_000),
    L4_2(99, 42, 522_240, 8_704, 50_000),
    L5(106, 50, 589_824, 22_080, 135_000),
    L5_1(113, 51, 983_040, 36_864, 240_000);

    private final int number;
    private final int idc;
    private final int macroblocksPerSecond;
    private final int macroblocks;
    private final int kilobits;

    H264Level(int number, int idc, int macroblocksPerSecond, int macroblocks, int kilobits) {
        this.number = number;
        this.idc = idc;
        this.macroblocksPerSecond = macroblocksPerSecond;
        this.macroblocks = macroblocks;
        this.kilobits = kilobits;
    }

    /** Of H.241. */
    public int number() {
        return number;
    }

    /** level_idc; of level 1b the one that it has in the Baseline profile, together with constraint_set3_flag. */
    public int idc() {
        return idc;
    }

    /** MaxMBPS. */
    public int macroblocksPerSecond() {
        return macroblocksPerSecond;
    }

    /** MaxFS: of one picture. */
    public int macroblocks() {
        return macroblocks;
    }

    /** MaxBR, in 1000 bit/s. */
    public int kilobits() {
        return kilobits;
    }

    /** The highest that is not above that number; the lowest if all are. */
    public static H264Level of(int number) {
        return Arrays.stream(values())
                .filter(level -> level.number <= number)
                .max(Comparator.comparing(H264Level::number))
                .orElse(L1);
    }
}
