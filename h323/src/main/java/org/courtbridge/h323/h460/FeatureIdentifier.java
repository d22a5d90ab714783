package org.courtbridge.h323.h460;

import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.generic.GenericDataTypes;
import org.courtbridge.h323.per.ObjectIdentifier;

/** The identifier of a feature, or of a parameter of one: a GenericIdentifier of H.225.0. */
public sealed interface FeatureIdentifier {

    /**
     * One of the H.460 series, or a parameter of it.
     *
     * @param number 0 to 16,383, or larger from a later version; of a feature, the one after "H.460."
     */
    record Standard(long number) implements FeatureIdentifier {

        @Override
        public Choice toChoice() {
            return GenericDataTypes.GENERIC_IDENTIFIER.value("standard", number);
        }
    }

    /** Somebody's own. */
    record Registered(ObjectIdentifier identifier) implements FeatureIdentifier {

        @Override
        public Choice toChoice() {
            return GenericDataTypes.GENERIC_IDENTIFIER.value("oid", identifier);
        }
    }

    /** Somebody's own, without having asked anybody. @param identifier 16 octets */
    record NonStandard(Octets identifier) implements FeatureIdentifier {

        @Override
        public Choice toChoice() {
            return GenericDataTypes.GENERIC_IDENTIFIER.value("nonStandard", identifier);
        }
    }

    /** Of a later version, as it came. */
    record Unknown(Choice toChoice) implements FeatureIdentifier {}

    /** A GenericIdentifier. */
    Choice toChoice();

    static FeatureIdentifier of(Choice identifier) {
        return switch (identifier.name()) {
            case "standard" -> new Standard((Long) identifier.value());
            case "oid" -> new Registered((ObjectIdentifier) identifier.value());
            case "nonStandard" -> new NonStandard((Octets) identifier.value());
            default -> new Unknown(identifier);
        };
    }
}
