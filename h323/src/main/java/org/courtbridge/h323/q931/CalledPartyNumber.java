package org.courtbridge.h323.q931;

import java.io.ByteArrayOutputStream;
import org.courtbridge.h323.asn1.Octets;

/**
 * Called party number (Q.931, clause 4.5.8).
 *
 * @param typeOfNumber 0 to 7, where 0 is unknown
 * @param numberingPlan 0 to 15, where 1 is E.164 and 9 private
 * @param digits of IA5
 */
public record CalledPartyNumber(int typeOfNumber, int numberingPlan, String digits) {

    private static final int LAST = 0x80;

    static CalledPartyNumber of(Octets contents) {
        View view = new View("Called party number", contents);
        int first = view.octet();
        return new CalledPartyNumber(first >> 4 & 7, first & 0x0F, view.text());
    }

    public InformationElement toElement() {
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        contents.write(LAST | typeOfNumber << 4 | numberingPlan);
        contents.writeBytes(View.octets(digits).toArray());
        return InformationElement.of(InformationElement.CALLED_PARTY_NUMBER, contents.toByteArray());
    }
}
