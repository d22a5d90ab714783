package org.courtbridge.h323.h460;

import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.generic.GenericDataTypes;

/**
 * One thing that a feature says: an EnumeratedParameter of H.225.0.
 *
 * @param content a Content, as it came; empty where that it is there says all
 */
public record FeatureParameter(FeatureIdentifier identifier, Optional<Choice> content) {

    /** A parameter that says all by being there. */
    public static FeatureParameter mark(int number) {
        return new FeatureParameter(new FeatureIdentifier.Standard(number), Optional.empty());
    }

    /** @param octets mostly what a type of the feature's own encodes to */
    public static FeatureParameter raw(int number, Octets octets) {
        return standard(number, GenericDataTypes.CONTENT.value("raw", octets));
    }

    public static FeatureParameter flag(int number, boolean flag) {
        return standard(number, GenericDataTypes.CONTENT.value("bool", flag));
    }

    private static FeatureParameter standard(int number, Choice content) {
        return new FeatureParameter(new FeatureIdentifier.Standard(number), Optional.of(content));
    }

    static FeatureParameter of(Sequence in) {
        return new FeatureParameter(FeatureIdentifier.of(in.get("id", Choice.class)), in.find("content", Choice.class));
    }

    Sequence toSequence() {
        return GenericDataTypes.ENUMERATED_PARAMETER
                .build()
                .set("id", identifier.toChoice())
                .set("content", content)
                .done();
    }

    boolean is(int number) {
        return identifier.equals(new FeatureIdentifier.Standard(number));
    }

    /** Its octets, if that is what it holds. */
    public Optional<Octets> raw() {
        return content.flatMap(held -> held.find("raw", Octets.class));
    }

    /** Its Boolean, if that is what it holds. */
    public Optional<Boolean> flag() {
        return content.flatMap(held -> held.find("bool", Boolean.class));
    }
}
