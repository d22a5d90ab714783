package org.courtbridge.h323.q931;

import java.io.ByteArrayOutputStream;
import java.util.OptionalInt;
import org.courtbridge.h323.asn1.Octets;

/**
 * Cause (Q.850, clause 2.1; H.225.0, clause 7.2.2.8): why a call ended, or what a Status answers.
 *
 * @param codingStandard 0 to 3, where 0 is that of ITU-T
 * @param location 0 to 15, where 0 is the user
 * @param recommendation 0 to 127, if it is named
 * @param value 0 to 127, such as 16, normal call clearing
 * @param diagnostics of the value; often nothing
 */
public record Cause(int codingStandard, int location, OptionalInt recommendation, int value, Octets diagnostics) {

    private static final int LAST = 0x80;

    /** A cause as a user gives it. @param value 0 to 127 */
    public static Cause of(int value) {
        return new Cause(0, 0, OptionalInt.empty(), value, Octets.of());
    }

    static Cause of(Octets contents) {
        View view = new View("Cause", contents);
        int first = view.octet();
        OptionalInt recommendation = View.goesOn(first) ? OptionalInt.of(view.octet() & 0x7F) : OptionalInt.empty();
        int value = view.octet() & 0x7F;
        return new Cause(first >> 5 & 3, first & 0x0F, recommendation, value, view.rest());
    }

    public InformationElement toElement() {
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        int first = codingStandard << 5 | location;
        contents.write(recommendation.isPresent() ? first : LAST | first);
        recommendation.ifPresent(number -> contents.write(LAST | number));
        contents.write(LAST | value);
        contents.writeBytes(diagnostics.toArray());
        return InformationElement.of(InformationElement.CAUSE, contents.toByteArray());
    }
}
