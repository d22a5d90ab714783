package org.courtbridge.h323.h245;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.ObjectIdentifier;

/** VideoCapability (H.245, B.2.2.5). */
public sealed interface VideoCapability
        permits VideoCapability.H261,
                VideoCapability.H263,
                H264Capability,
                VideoCapability.Extended,
                VideoCapability.Other {

    Choice toChoice();

    static VideoCapability of(Choice in) {
        if (!(in.value() instanceof Sequence inside)) {
            return new Other(in);
        }
        return switch (in.name()) {
            case "h261VideoCapability" -> H261.of(inside);
            case "h263VideoCapability" -> H263.of(inside);
            case "extendedVideoCapability" -> Extended.of(inside);
            case "genericVideoCapability" ->
                GenericParameters.isOf(inside, H264Capability.IDENTIFIER) ? H264Capability.of(inside) : new Other(in);
            default -> new Other(in);
        };
    }

    /**
     * Least time between pictures (MPI) of each format that there is, in 1/29.97 s.
     *
     * @param maxBitRate in 100 bit/s, 1 to 19,200
     */
    record H261(
            Map<PictureFormat, Integer> pictureIntervals,
            boolean temporalSpatialTradeOff,
            int maxBitRate,
            boolean stillImages)
            implements VideoCapability {

        public H261 {
            pictureIntervals = Map.copyOf(pictureIntervals);
        }

        static H261 of(Sequence in) {
            return new H261(
                    intervals(in, PictureFormat.QCIF, PictureFormat.CIF),
                    in.flag("temporalSpatialTradeOffCapability"),
                    Tree.number(in, "maxBitRate"),
                    in.flag("stillImageTransmission"));
        }

        Sequence toSequence() {
            Sequence.Builder out = VideoTypes.H261_VIDEO_CAPABILITY
                    .build()
                    .set("temporalSpatialTradeOffCapability", temporalSpatialTradeOff)
                    .set("maxBitRate", maxBitRate)
                    .set("stillImageTransmission", stillImages);
            pictureIntervals.forEach((format, interval) -> out.set(format.alternative() + "MPI", (long) interval));
            return out.done();
        }

        @Override
        public Choice toChoice() {
            return VideoTypes.VIDEO_CAPABILITY.value("h261VideoCapability", toSequence());
        }
    }

    /**
     * Least time between pictures (MPI) of each format that there is, in 1/29.97 s.
     *
     * @param maxBitRate in 100 bit/s, 1 to 192,400
     * @param unrestrictedVector Annex D
     * @param arithmeticCoding Annex E
     * @param advancedPrediction Annex F
     * @param pbFrames Annex G
     * @param bppMaxKb most bits of a coded picture, in 1024 bits
     * @param options of H.263+, as they came
     */
    record H263(
            Map<PictureFormat, Integer> pictureIntervals,
            int maxBitRate,
            boolean unrestrictedVector,
            boolean arithmeticCoding,
            boolean advancedPrediction,
            boolean pbFrames,
            boolean temporalSpatialTradeOff,
            Optional<Integer> bppMaxKb,
            Optional<Sequence> options)
            implements VideoCapability {

        public H263 {
            pictureIntervals = Map.copyOf(pictureIntervals);
        }

        /** Baseline H.263. */
        public static H263 of(Map<PictureFormat, Integer> pictureIntervals, int maxBitRate) {
            return new H263(
                    pictureIntervals,
                    maxBitRate,
                    false,
                    false,
                    false,
                    false,
                    false,
                    Optional.empty(),
                    Optional.empty());
        }

        static H263 of(Sequence in) {
            return new H263(
                    intervals(in, PictureFormat.values()),
                    Tree.number(in, "maxBitRate"),
                    in.flag("unrestrictedVector"),
                    in.flag("arithmeticCoding"),
                    in.flag("advancedPrediction"),
                    in.flag("pbFrames"),
                    in.flag("temporalSpatialTradeOffCapability"),
                    Tree.optional(in, "bppMaxKb"),
                    in.find("h263Options", Sequence.class));
        }

        Sequence toSequence() {
            Sequence.Builder out = VideoTypes.H263_VIDEO_CAPABILITY
                    .build()
                    .set("maxBitRate", maxBitRate)
                    .set("unrestrictedVector", unrestrictedVector)
                    .set("arithmeticCoding", arithmeticCoding)
                    .set("advancedPrediction", advancedPrediction)
                    .set("pbFrames", pbFrames)
                    .set("temporalSpatialTradeOffCapability", temporalSpatialTradeOff)
                    .set("bppMaxKb", Tree.widen(bppMaxKb))
                    .set("h263Options", options);
            pictureIntervals.forEach((format, interval) -> out.set(format.alternative() + "MPI", (long) interval));
            return out.done();
        }

        @Override
        public Choice toChoice() {
            return VideoTypes.VIDEO_CAPABILITY.value("h263VideoCapability", toSequence());
        }
    }

    private static Map<PictureFormat, Integer> intervals(Sequence in, PictureFormat... formats) {
        Map<PictureFormat, Integer> intervals = new EnumMap<>(PictureFormat.class);
        for (PictureFormat format : formats) {
            Tree.optional(in, format.alternative() + "MPI").ifPresent(interval -> intervals.put(format, interval));
        }
        return intervals;
    }

    /** A second stream of pictures: H.239, clause 7. @param roles a sum of {@link #PRESENTATION} and {@link #LIVE} */
    record Extended(List<VideoCapability> capabilities, int roles) implements VideoCapability {

        public static final int PRESENTATION = 1;
        public static final int LIVE = 2;

        static final ObjectIdentifier IDENTIFIER = ObjectIdentifier.of("0.0.8.239.1.2");
        private static final int ROLE_LABEL = 1;

        public Extended {
            capabilities = List.copyOf(capabilities);
        }

        /** Of what is presented. */
        public static Extended presentation(List<VideoCapability> capabilities) {
            return new Extended(capabilities, PRESENTATION);
        }

        /** Whether another is in one of the roles that this one has. Who does not say his role presents. */
        boolean takesRole(Extended other) {
            int role = other.roles == 0 ? PRESENTATION : other.roles;
            return (roles & role) != 0;
        }

        static Extended of(Sequence in) {
            return new Extended(
                    in.list("videoCapability", Choice.class).stream()
                            .map(VideoCapability::of)
                            .toList(),
                    in.list("videoCapabilityExtension", Sequence.class).stream()
                            .filter(extension -> GenericParameters.isOf(extension, IDENTIFIER))
                            .flatMap(extension -> GenericParameters.number(extension, ROLE_LABEL).stream())
                            .findFirst()
                            .map(roles -> roles & 0xFF)
                            .orElse(0));
        }

        Sequence toSequence() {
            Sequence role = GenericTypes.GENERIC_CAPABILITY
                    .build()
                    .set("capabilityIdentifier", GenericParameters.standard(IDENTIFIER))
                    .set("collapsing", List.of(GenericParameters.parameter(ROLE_LABEL, "booleanArray", roles)))
                    .done();
            return VideoTypes.EXTENDED_VIDEO_CAPABILITY
                    .build()
                    .set(
                            "videoCapability",
                            capabilities.stream().map(VideoCapability::toChoice).toList())
                    .set("videoCapabilityExtension", List.of(role))
                    .done();
        }

        @Override
        public Choice toChoice() {
            return VideoTypes.VIDEO_CAPABILITY.value("extendedVideoCapability", toSequence());
        }
    }

    /** A capability that we do not know, as it came. */
    record Other(Choice toChoice) implements VideoCapability {}
}
