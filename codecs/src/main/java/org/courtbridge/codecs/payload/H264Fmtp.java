package org.courtbridge.codecs.payload;

import java.util.Map;

/** The {@code a=fmtp} parameters of H.264 (RFC 6184, section 8.1), read and written. */
public final class H264Fmtp {

    /** Bit/s of NAL units per unit of MaxBR (H.264, A.3.1: cpbBrNalFactor); High profiles allow more, which we leave. */
    private static final int BIT_RATE_UNIT = 1_200;

    private static final int BASELINE = 66;
    private static final int LEVEL_1 = 10;

    private H264Fmtp() {}

    /**
     * What a party declares.
     *
     * @param parameters by lower-case name; what is missing or unreadable counts as not said: Baseline, level 1, mode 0
     */
    public static H264Format parse(int payloadType, Map<String, String> parameters) {
        int id = hexadecimal(parameters.getOrDefault("profile-level-id", ""));
        int profile = id < 0 ? BASELINE : id >> 16;
        int constraints = id < 0 ? 0 : id >> 8 & 0xFF;
        int levelIdc = id < 0 ? LEVEL_1 : id & 0xFF;
        Level level = Level.of(profile, constraints, levelIdc);
        return new H264Format(
                payloadType,
                profile,
                constraints,
                levelIdc,
                "1".equals(parameters.get("packetization-mode")) ? 1 : 0,
                Math.max(level.macroblockRate, number(parameters, "max-mbps")),
                Math.max(level.frameSize, number(parameters, "max-fs")),
                Math.max(level.bitRate * BIT_RATE_UNIT, saturated(number(parameters, "max-br"))));
    }

    /** The parameters that say the same again, without the payload type. */
    public static String write(H264Format format) {
        Level level = Level.of(format.profileIdc(), format.constraints(), format.levelIdc());
        StringBuilder fmtp = new StringBuilder("profile-level-id=%02x%02x%02x;packetization-mode=%d"
                .formatted(format.profileIdc(), format.constraints(), format.levelIdc(), format.packetizationMode()));
        if (format.maxMbps() > level.macroblockRate) {
            fmtp.append(";max-mbps=").append(format.maxMbps());
        }
        if (format.maxFs() > level.frameSize) {
            fmtp.append(";max-fs=").append(format.maxFs());
        }
        if (format.maxBr() > level.bitRate * BIT_RATE_UNIT) {
            fmtp.append(";max-br=").append(format.maxBr() / BIT_RATE_UNIT);
        }
        return fmtp.toString();
    }

    private static int hexadecimal(String text) {
        return text.matches("[0-9a-fA-F]{6}") ? Integer.parseInt(text, 16) : -1;
    }

    private static int number(Map<String, String> parameters, String name) {
        String text = parameters.getOrDefault(name, "");
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static int saturated(int units) {
        return (int) Math.min(Integer.MAX_VALUE, (long) units * BIT_RATE_UNIT);
    }

    /** Limits of a level (H.264, table A-1). */
    private enum Level {
        L1(10, 1_485, 99, 64),
        L1B(9, 1_485, 99, 128),
        L1_1(11, 3_000, 396, 192),
        L1_2(12, 6_000, 396, 384),
        L1_3(13, 11_880, 396, 768),
        L2(20, 11_880, 396, 2_000),
        L2_1(21, 19_800, 792, 4_000),
        L2_2(22, 20_250, 1_620, 4_000),
        L3(30, 40_500, 1_620, 10_000),
        L3_1(31, 108_000, 3_600, 14_000),
        L3_2(32, 216_000, 5_120, 20_000),
        L4(40, 245_760, 8_192, 20_000),
        L4_1(41, 245_760, 8_192, 50_000),
        L4_2(42, 522_240, 8_704, 50_000),
        L5(50, 589_824, 22_080, 135_000),
        L5_1(51, 983_040, 36_864, 240_000),
        L5_2(52, 2_073_600, 36_864, 240_000);

        private final int idc;
        private final int macroblockRate;
        private final int frameSize;
        private final int bitRate;

        Level(int idc, int macroblockRate, int frameSize, int bitRate) {
            this.idc = idc;
            this.macroblockRate = macroblockRate;
            this.frameSize = frameSize;
            this.bitRate = bitRate;
        }

        /** The highest level that is not above what was declared, as declared numbers need not be in the table. */
        static Level of(int profileIdc, int constraints, int levelIdc) {
            if (levelIdc == L1B.idc || levelIdc == L1_1.idc && profileIdc <= 88 && (constraints & 0x10) != 0) {
                return L1B;
            }
            Level best = L1;
            for (Level level : values()) {
                if (level.idc <= levelIdc && level.idc > best.idc) {
                    best = level;
                }
            }
            return best;
        }
    }
}
