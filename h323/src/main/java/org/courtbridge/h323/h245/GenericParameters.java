package org.courtbridge.h323.h245;

import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.ObjectIdentifier;

/** Reads and writes the numbered parameters of a GenericCapability or a GenericMessage (H.245, B.2.2.13 and B.15). */
final class GenericParameters {

    private static final int MAX_UNSIGNED = 65_535;

    private GenericParameters() {}

    static boolean isOf(Sequence capability, ObjectIdentifier identifier) {
        return identifier(capability).filter(identifier::equals).isPresent();
    }

    static Optional<ObjectIdentifier> identifier(Sequence capability) {
        return capability.get("capabilityIdentifier", Choice.class).find("standard", ObjectIdentifier.class);
    }

    /** @param message a GenericMessage */
    static boolean isMessageOf(Sequence message, ObjectIdentifier identifier) {
        return message.get("messageIdentifier", Choice.class)
                .find("standard", ObjectIdentifier.class)
                .filter(identifier::equals)
                .isPresent();
    }

    static Choice standard(ObjectIdentifier identifier) {
        return GenericTypes.CAPABILITY_IDENTIFIER.value("standard", identifier);
    }

    static Choice domainBased(String domain) {
        return GenericTypes.CAPABILITY_IDENTIFIER.value("domainBased", domain);
    }

    /** A collapsing parameter that is a number of 16 bits, or what comes nearest to it. */
    static Optional<Integer> number(Sequence capability, int parameter) {
        return number(capability, parameter, MAX_UNSIGNED);
    }

    /** The same of a number of 32 bits. @param most what larger ones are taken for */
    static Optional<Integer> number(Sequence capability, int parameter, int most) {
        return number(value(capability, "collapsing", parameter), most);
    }

    /** The same of a GenericMessage. */
    static Optional<Integer> contentNumber(Sequence message, int parameter) {
        return number(value(message, "messageContent", parameter), MAX_UNSIGNED);
    }

    /** Whether a GenericMessage has that parameter, whatever its value is. */
    static boolean contentHas(Sequence message, int parameter) {
        return value(message, "messageContent", parameter).isPresent();
    }

    private static Optional<Integer> number(Optional<Object> value, int most) {
        return value.flatMap(
                one -> one instanceof Long number ? Optional.of((int) Math.min(number, most)) : Optional.empty());
    }

    private static Optional<Object> value(Sequence in, String list, int parameter) {
        return in.list(list, Sequence.class).stream()
                .filter(one -> one.get("parameterIdentifier", Choice.class)
                        .find("standard", Long.class)
                        .filter(number -> number == parameter)
                        .isPresent())
                .map(one -> one.get("parameterValue", Choice.class).value())
                .findFirst();
    }

    /** @param kind such as "unsignedMin" */
    static Sequence parameter(int parameter, String kind, long value) {
        return parameter(parameter, GenericTypes.PARAMETER_VALUE.value(kind, value));
    }

    static Sequence parameter(int parameter, Choice value) {
        return GenericTypes.GENERIC_PARAMETER
                .build()
                .set("parameterIdentifier", GenericTypes.PARAMETER_IDENTIFIER.value("standard", (long) parameter))
                .set("parameterValue", value)
                .done();
    }
}
