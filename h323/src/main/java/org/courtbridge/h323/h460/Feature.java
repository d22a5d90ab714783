package org.courtbridge.h323.h460;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.generic.GenericDataTypes;

/**
 * A feature, or what it has to say in one message (H.460.1): GenericData of H.225.0, which FeatureDescriptor is another name
 * for.
 */
public record Feature(FeatureIdentifier identifier, List<FeatureParameter> parameters) {

    /** Quality of service, monitored and reported. */
    public static final int QOS_MONITORING = 9;

    /** RAS on the connection of call signalling. */
    public static final int RAS_TUNNELLING = 17;

    /** Call signalling through NAT and firewalls. */
    public static final int SIGNALLING_TRAVERSAL = 18;

    /** Media through NAT and firewalls. */
    public static final int MEDIA_TRAVERSAL = 19;

    /** Detection of the kind of NAT that an endpoint is behind. */
    public static final int NAT_DETERMINATION = 23;

    /** Media from endpoint to endpoint, past the gatekeeper. */
    public static final int POINT_TO_POINT_MEDIA = 24;

    public Feature {
        parameters = List.copyOf(parameters);
    }

    /** @param number of the H.460 series, such as {@link #SIGNALLING_TRAVERSAL} */
    public static Feature of(int number, FeatureParameter... parameters) {
        return new Feature(new FeatureIdentifier.Standard(number), List.of(parameters));
    }

    /** @param in a GenericData */
    public static Feature of(Sequence in) {
        return new Feature(
                FeatureIdentifier.of(in.get("id", Choice.class)),
                in.list("parameters", Sequence.class).stream()
                        .map(FeatureParameter::of)
                        .toList());
    }

    /** Features in a message's genericData. @param in the message, or its part that has that component */
    public static List<Feature> ofAll(Sequence in) {
        return in.list("genericData", Sequence.class).stream().map(Feature::of).toList();
    }

    /** A GenericData. */
    public Sequence toSequence() {
        return GenericDataTypes.GENERIC_DATA
                .build()
                .set("id", identifier.toChoice())
                .set(
                        "parameters",
                        Optional.of(parameters)
                                .filter(some -> !some.isEmpty())
                                .map(some -> some.stream()
                                        .map(FeatureParameter::toSequence)
                                        .toList()))
                .done();
    }

    /** For genericData, which is left out if there is nothing to say. */
    public static Optional<List<Sequence>> toSequences(List<Feature> features) {
        return Optional.of(features)
                .filter(some -> !some.isEmpty())
                .map(some -> some.stream().map(Feature::toSequence).toList());
    }

    public boolean is(int number) {
        return identifier.equals(new FeatureIdentifier.Standard(number));
    }

    public Optional<FeatureParameter> parameter(int number) {
        return parameters(number).findFirst();
    }

    Stream<FeatureParameter> parameters(int number) {
        return parameters.stream().filter(parameter -> parameter.is(number));
    }
}
