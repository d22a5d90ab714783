package org.courtbridge.h323.q931;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;

/**
 * Calling party number (Q.931, clause 4.5.10).
 *
 * @param typeOfNumber 0 to 7, where 0 is unknown
 * @param numberingPlan 0 to 15, where 1 is E.164 and 9 private
 * @param digits of IA5
 */
public record CallingPartyNumber(
        int typeOfNumber, int numberingPlan, Optional<Presentation> presentation, String digits) {

    private static final int LAST = 0x80;

    /**
     * Octet 3a.
     *
     * @param indicator 0 to 3, where 0 allows the number to be shown and 1 does not
     * @param screening 0 to 3: who has checked it
     */
    public record Presentation(int indicator, int screening) {}

    static CallingPartyNumber of(Octets contents) {
        View view = new View("Calling party number", contents);
        int first = view.octet();
        Optional<Presentation> presentation = Optional.empty();
        if (View.goesOn(first)) {
            int second = view.octet();
            presentation = Optional.of(new Presentation(second >> 5 & 3, second & 3));
        }
        return new CallingPartyNumber(first >> 4 & 7, first & 0x0F, presentation, view.text());
    }

    public InformationElement toElement() {
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        int first = typeOfNumber << 4 | numberingPlan;
        contents.write(presentation.isPresent() ? first : LAST | first);
        presentation.ifPresent(shown -> contents.write(LAST | shown.indicator << 5 | shown.screening));
        contents.writeBytes(View.octets(digits).toArray());
        return InformationElement.of(InformationElement.CALLING_PARTY_NUMBER, contents.toByteArray());
    }
}
