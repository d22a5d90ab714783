package org.courtbridge.h323.q931;

import org.courtbridge.h323.asn1.Octets;

/**
 * Progress indicator (Q.931, clause 4.5.23).
 *
 * @param codingStandard 0 to 3, where 0 is that of ITU-T
 * @param location 0 to 15, where 0 is the user
 * @param description 0 to 127, such as {@link #IN_BAND}
 */
public record ProgressIndicator(int codingStandard, int location, int description) {

    /** The call is not end-to-end ISDN. */
    public static final int NOT_ISDN = 1;

    /** There are tones or words to be heard already. */
    public static final int IN_BAND = 8;

    private static final int LAST = 0x80;

    static ProgressIndicator of(Octets contents) {
        View view = new View("Progress indicator", contents);
        int first = view.octet();
        return new ProgressIndicator(first >> 5 & 3, first & 0x0F, view.octet() & 0x7F);
    }

    public InformationElement toElement() {
        return InformationElement.of(
                InformationElement.PROGRESS_INDICATOR, (byte) (LAST | codingStandard << 5 | location), (byte)
                        (LAST | description));
    }
}
