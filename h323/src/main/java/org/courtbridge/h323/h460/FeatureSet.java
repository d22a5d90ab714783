package org.courtbridge.h323.h460;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.generic.GenericDataTypes;

/**
 * The features that a side has, or wants of the other (H.225.0, FeatureSet).
 *
 * @param replacement whether what was said before is void
 * @param needed without which the message means nothing
 */
public record FeatureSet(boolean replacement, List<Feature> needed, List<Feature> desired, List<Feature> supported) {

    /** Nothing at all. */
    public static final FeatureSet NONE = new FeatureSet(false, List.of(), List.of(), List.of());

    public FeatureSet {
        needed = List.copyOf(needed);
        desired = List.copyOf(desired);
        supported = List.copyOf(supported);
    }

    /** That one side can do these. */
    public static FeatureSet supporting(Feature... features) {
        return new FeatureSet(false, List.of(), List.of(), List.of(features));
    }

    /** That one side would have the other do these. */
    public static FeatureSet desiring(Feature... features) {
        return new FeatureSet(false, List.of(), List.of(features), List.of());
    }

    /** This, and what another says. */
    public FeatureSet and(FeatureSet other) {
        return new FeatureSet(
                replacement || other.replacement,
                both(needed, other.needed),
                both(desired, other.desired),
                both(supported, other.supported));
    }

    private static List<Feature> both(List<Feature> some, List<Feature> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** @param in a FeatureSet */
    public static FeatureSet of(Sequence in) {
        return new FeatureSet(
                in.flag("replacementFeatureSet"),
                features(in, "neededFeatures"),
                features(in, "desiredFeatures"),
                features(in, "supportedFeatures"));
    }

    /** Features in a message's featureSet. */
    public static FeatureSet in(Sequence message) {
        return message.find("featureSet", Sequence.class).map(FeatureSet::of).orElse(NONE);
    }

    /** For featureSet, which is left out if there is nothing to say. */
    public Optional<Sequence> toSomething() {
        return isEmpty() ? Optional.empty() : Optional.of(toSequence());
    }

    /** A Setup has no featureSet, but its lists. */
    public static FeatureSet ofSetup(Sequence in) {
        return new FeatureSet(
                false,
                features(in, "neededFeatures"),
                features(in, "desiredFeatures"),
                features(in, "supportedFeatures"));
    }

    public void intoSetup(Sequence.Builder out) {
        out.set("neededFeatures", Feature.toSequences(needed))
                .set("desiredFeatures", Feature.toSequences(desired))
                .set("supportedFeatures", Feature.toSequences(supported));
    }

    /** This, or what another message says, if this says nothing. */
    public FeatureSet or(FeatureSet other) {
        return isEmpty() ? other : this;
    }

    private boolean isEmpty() {
        return needed.isEmpty() && desired.isEmpty() && supported.isEmpty();
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
