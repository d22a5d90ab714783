package org.courtbridge.h323.h245;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds what one side can send to the other in a coding that both have: never more than the weaker of them can. */
final class CodingMatch {

    /** The one that everybody decodes first. */
    private static final List<Integer> PROFILES =
            List.of(H264Capability.BASELINE, H264Capability.MAIN, H264Capability.HIGH, H264Capability.EXTENDED);

    private CodingMatch() {}

    static Optional<AudioCapability> of(AudioCapability sender, AudioCapability receiver) {
        if (!sender.isSameCoding(receiver)) {
            return Optional.empty();
        }
        return switch (receiver) {
            case AudioCapability.Frames theirs
            when sender instanceof AudioCapability.Frames ours ->
                Optional.of(new AudioCapability.Frames(
                        theirs.coding(), Math.min(ours.framesPerPacket(), theirs.framesPerPacket())));
            case AudioCapability.Opus theirs
            when sender instanceof AudioCapability.Opus ours ->
                Optional.of(new AudioCapability.Opus(
                        Math.min(ours.maxBitRate(), theirs.maxBitRate()),
                        Math.min(ours.framesPerPacket(), theirs.framesPerPacket())));
            default -> Optional.empty();
        };
    }

    static Optional<VideoCapability> of(VideoCapability sender, VideoCapability receiver) {
        return switch (sender) {
            case VideoCapability.H261 ours when receiver instanceof VideoCapability.H261 theirs -> h261(ours, theirs);
            case VideoCapability.H263 ours when receiver instanceof VideoCapability.H263 theirs -> h263(ours, theirs);
            case H264Capability ours when receiver instanceof H264Capability theirs -> h264(ours, theirs);
            case VideoCapability.Extended ours
            when receiver instanceof VideoCapability.Extended theirs -> extended(ours, theirs);
            default -> Optional.empty();
        };
    }

    /** One coding, the first of those that the receiver names; presented, if it may be. */
    private static Optional<VideoCapability> extended(VideoCapability.Extended ours, VideoCapability.Extended theirs) {
        return preferred(
                        theirs.capabilities().stream()
                                .filter(_ -> ours.takesRole(theirs))
                                .flatMap(second ->
                                        ours.capabilities().stream().flatMap(first -> of(first, second).stream()))
                                .toList(),
                        Function.identity())
                .map(match -> VideoCapability.Extended.presentation(List.of(match)));
    }

    /**
     * The first; of H.264 the first of the Baseline profile, if there is any: rooms that name High before it are sent what all
     * others are sent.
     */
    static <T> Optional<T> preferred(List<T> matches, Function<T, VideoCapability> capability) {
        return matches.stream()
                .findFirst()
                .map(first -> matches.stream()
                        .filter(_ -> isH264(capability.apply(first), false))
                        .filter(one -> isH264(capability.apply(one), true))
                        .findFirst()
                        .orElse(first));
    }

    private static boolean isH264(VideoCapability match, boolean baseline) {
        return switch (match) {
            case H264Capability h264 -> h264.hasProfile(H264Capability.BASELINE) == baseline;
            case VideoCapability.Extended second ->
                second.capabilities().stream().anyMatch(one -> isH264(one, baseline));
            case VideoCapability.H261 _, VideoCapability.H263 _, VideoCapability.Other _ -> false;
        };
    }

    private static Optional<VideoCapability> h261(VideoCapability.H261 ours, VideoCapability.H261 theirs) {
        Map<PictureFormat, Integer> intervals = intervals(ours.pictureIntervals(), theirs.pictureIntervals());
        return intervals.isEmpty()
                ? Optional.empty()
                : Optional.of(new VideoCapability.H261(
                        intervals, false, Math.min(ours.maxBitRate(), theirs.maxBitRate()), false));
    }

    /** Of H.263+'s options nothing is used: what they say together is more than we encode. */
    private static Optional<VideoCapability> h263(VideoCapability.H263 ours, VideoCapability.H263 theirs) {
        Map<PictureFormat, Integer> intervals = intervals(ours.pictureIntervals(), theirs.pictureIntervals());
        return intervals.isEmpty()
                ? Optional.empty()
                : Optional.of(new VideoCapability.H263(
                        intervals,
                        Math.min(ours.maxBitRate(), theirs.maxBitRate()),
                        ours.unrestrictedVector() && theirs.unrestrictedVector(),
                        ours.arithmeticCoding() && theirs.arithmeticCoding(),
                        ours.advancedPrediction() && theirs.advancedPrediction(),
                        ours.pbFrames() && theirs.pbFrames(),
                        false,
                        theirs.bppMaxKb(),
                        Optional.empty()));
    }

    private static Map<PictureFormat, Integer> intervals(
            Map<PictureFormat, Integer> ours, Map<PictureFormat, Integer> theirs) {
        Map<PictureFormat, Integer> both = new EnumMap<>(PictureFormat.class);
        ours.forEach((format, interval) -> {
            Integer other = theirs.get(format);
            if (other != null) {
                both.put(format, Math.max(interval, other));
            }
        });
        return both;
    }

    /**
     * Whoever sends Baseline sends what decoders of every profile take (Constrained Baseline: H.264, A.2.1.1 and annex A.2's
     * requirements of decoders), so a receiver without Baseline has the channel as it calls it.
     */
    private static Optional<VideoCapability> h264(H264Capability ours, H264Capability theirs) {
        return PROFILES.stream()
                .filter(theirs::hasProfile)
                .filter(profile -> ours.hasProfile(profile) || ours.hasProfile(H264Capability.BASELINE))
                .findFirst()
                .map(profile -> h264(ours, theirs, profile));
    }

    private static H264Capability h264(H264Capability ours, H264Capability theirs, int profile) {
        H264Level level = H264Level.of(Math.min(ours.level(), theirs.level()));
        H264Capability plain = H264Capability.of(Math.min(ours.maxBitRate(), theirs.maxBitRate()), profile, level);
        int macroblocks = Math.min(ours.maxMacroblocks(), theirs.maxMacroblocks());
        int macroblocksPerSecond = Math.min(ours.maxMacroblocksPerSecond(), theirs.maxMacroblocksPerSecond());
        return macroblocks > level.macroblocks() || macroblocksPerSecond > level.macroblocksPerSecond()
                ? plain.withCustom(macroblocksPerSecond, macroblocks)
                : plain;
    }
}
