package org.courtbridge.h323.h245;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.ObjectIdentifier;

/**
 * H.264 as a generic capability (H.241, clause 8.3). Its parameters have the numbers of the edition of May 2006; MaxFPS came
 * later.
 *
 * @param maxBitRate in 100 bit/s
 * @param profiles a sum of {@link #BASELINE} and so on
 * @param level a number of {@link H264Level}
 * @param customMaxMbps more macroblocks a second than the level has, in 500
 * @param customMaxFs larger pictures than the level has, in 256 macroblocks
 * @param customMaxDpb a larger picture buffer than the level has, in 32,768 octets
 * @param customMaxBrAndCpb a higher bit rate than the level has, in 25,000 bit/s
 * @param maxStaticMbps macroblocks a second of pictures that do not change, in 500
 * @param maxNalUnitSize octets
 * @param maxFps pictures a second, in hundredths
 */
public record H264Capability(
        long maxBitRate,
        int profiles,
        int level,
        Optional<Integer> customMaxMbps,
        Optional<Integer> customMaxFs,
        Optional<Integer> customMaxDpb,
        Optional<Integer> customMaxBrAndCpb,
        Optional<Integer> maxStaticMbps,
        Optional<Integer> maxNalUnitSize,
        Optional<Integer> maxFps)
        implements VideoCapability {

    public static final int BASELINE = 64;
    public static final int MAIN = 32;
    public static final int EXTENDED = 16;
    public static final int HIGH = 8;

    static final ObjectIdentifier IDENTIFIER = ObjectIdentifier.of("0.0.8.241.0.0.1");

    private static final int PROFILE = 41;
    private static final int LEVEL = 42;
    private static final int CUSTOM_MAX_MBPS = 3;
    private static final int CUSTOM_MAX_FS = 4;
    private static final int CUSTOM_MAX_DPB = 5;
    private static final int CUSTOM_MAX_BR_AND_CPB = 6;
    private static final int MAX_STATIC_MBPS = 7;
    private static final int MAX_NAL_UNIT_SIZE = 9;
    private static final int MAX_FPS = 13;

    private static final int MBPS_UNIT = 500;
    private static final int FS_UNIT = 256;

    /** Without anything beyond its level. */
    public static H264Capability of(long maxBitRate, int profiles, H264Level level) {
        return new H264Capability(
                maxBitRate,
                profiles,
                level.number(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static H264Capability of(Sequence in) {
        return new H264Capability(
                in.find("maxBitRate", Long.class).orElse(0L),
                GenericParameters.number(in, PROFILE).orElse(BASELINE) & 0xFF,
                GenericParameters.number(in, LEVEL).orElse(H264Level.L1.number()),
                GenericParameters.number(in, CUSTOM_MAX_MBPS),
                GenericParameters.number(in, CUSTOM_MAX_FS),
                GenericParameters.number(in, CUSTOM_MAX_DPB),
                GenericParameters.number(in, CUSTOM_MAX_BR_AND_CPB),
                GenericParameters.number(in, MAX_STATIC_MBPS),
                GenericParameters.number(in, MAX_NAL_UNIT_SIZE, Integer.MAX_VALUE),
                GenericParameters.number(in, MAX_FPS));
    }

    /** The same with larger pictures, in macroblocks, and more of them, in macroblocks a second; both rounded down. */
    public H264Capability withCustom(int macroblocksPerSecond, int macroblocks) {
        return new H264Capability(
                maxBitRate,
                profiles,
                level,
                Optional.of(macroblocksPerSecond / MBPS_UNIT),
                Optional.of(macroblocks / FS_UNIT),
                customMaxDpb,
                customMaxBrAndCpb,
                maxStaticMbps,
                maxNalUnitSize,
                maxFps);
    }

    Sequence toSequence() {
        List<Sequence> parameters = new ArrayList<>();
        parameters.add(GenericParameters.parameter(PROFILE, "booleanArray", profiles));
        parameters.add(GenericParameters.parameter(LEVEL, "unsignedMin", level));
        customMaxMbps.ifPresent(value -> parameters.add(unsigned(CUSTOM_MAX_MBPS, value)));
        customMaxFs.ifPresent(value -> parameters.add(unsigned(CUSTOM_MAX_FS, value)));
        customMaxDpb.ifPresent(value -> parameters.add(unsigned(CUSTOM_MAX_DPB, value)));
        customMaxBrAndCpb.ifPresent(value -> parameters.add(unsigned(CUSTOM_MAX_BR_AND_CPB, value)));
        maxStaticMbps.ifPresent(value -> parameters.add(unsigned(MAX_STATIC_MBPS, value)));
        maxNalUnitSize.ifPresent(
                value -> parameters.add(GenericParameters.parameter(MAX_NAL_UNIT_SIZE, "unsigned32Min", value)));
        maxFps.ifPresent(value -> parameters.add(unsigned(MAX_FPS, value)));
        return GenericTypes.GENERIC_CAPABILITY
                .build()
                .set("capabilityIdentifier", GenericParameters.standard(IDENTIFIER))
                .set("maxBitRate", maxBitRate)
                .set("collapsing", List.copyOf(parameters))
                .done();
    }

    private static Sequence unsigned(int parameter, int value) {
        return GenericParameters.parameter(parameter, "unsignedMin", value);
    }

    @Override
    public Choice toChoice() {
        return VideoTypes.VIDEO_CAPABILITY.value("genericVideoCapability", toSequence());
    }

    public boolean hasProfile(int profile) {
        return (profiles & profile) != 0;
    }

    /** Largest picture, in macroblocks. */
    public int maxMacroblocks() {
        return Math.max(H264Level.of(level).macroblocks(), customMaxFs.orElse(0) * FS_UNIT);
    }

    public int maxMacroblocksPerSecond() {
        return Math.max(H264Level.of(level).macroblocksPerSecond(), customMaxMbps.orElse(0) * MBPS_UNIT);
    }
}
