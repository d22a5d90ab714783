package org.courtbridge.h323.h450;

import java.math.BigInteger;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.per.ObjectIdentifier;

/** The code of an operation or an error: a Code of H.450.1. */
public sealed interface OperationCode {

    /** One of the H.450 series: its Recommendations share the numbers out among themselves. */
    record Local(BigInteger number) implements OperationCode {

        @Override
        public Choice toChoice() {
            return H450Types.CODE.value("local", number);
        }
    }

    /** Somebody's own. */
    record Global(ObjectIdentifier identifier) implements OperationCode {

        @Override
        public Choice toChoice() {
            return H450Types.CODE.value("global", identifier);
        }
    }

    Choice toChoice();

    static OperationCode of(Choice in) {
        return in.value() instanceof ObjectIdentifier identifier
                ? new Global(identifier)
                : new Local((BigInteger) in.value());
    }

    static OperationCode local(int number) {
        return new Local(BigInteger.valueOf(number));
    }
}
