package org.courtbridge.h323.h460;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.GenericDataTypes;

/**
 * The features that a side has, or wants of the other (H.225.0, FeatureSet).
 *
 * @param replacement whether what was said before is void
 * @param needed without which the message means nothing
 */
public record FeatureSet(boolean replacement, List<Feature> needed, List<Feature> desired, List<Feature> supported) {

    public FeatureSet {
        needed = List.copyOf(needed);
        desired = List.copyOf(desired);
        supported = List.copyOf(supported);
    }

    /** That one side can do these. */
    public static FeatureSet supporting(Feature... features) {
        return new FeatureSet(false, List.of(), List.of(), List.of(features));
    }

    /** @param in a FeatureSet */
    public static FeatureSet of(Sequence in) {
        return new FeatureSet(
                in.flag("replacementFeatureSet"),
                features(in, "neededFeatures"),
                features(in, "desiredFeatures"),
                features(in, "supportedFeatures"));
    }

    private static List<Feature> features(Sequence in, String component) {
        return in.list(component, Sequence.class).stream().map(Feature::of).toList();
    }

    /** A FeatureSet. */
    public Sequence toSequence() {
        return GenericDataTypes.FEATURE_SET
                .build()
                .set("replacementFeatureSet", replacement)
                .set("neededFeatures", Feature.toSequences(needed))
                .set("desiredFeatures", Feature.toSequences(desired))
                .set("supportedFeatures", Feature.toSequences(supported))
                .done();
    }

    /** However strongly it is wanted. */
    public Optional<Feature> find(int number) {
        return Stream.of(needed, desired, supported)
                .flatMap(List::stream)
                .filter(feature -> feature.is(number))
                .findFirst();
    }
}
