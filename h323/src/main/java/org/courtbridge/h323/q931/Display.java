package org.courtbridge.h323.q931;

import org.courtbridge.h323.asn1.Octets;

/**
 * Display (Q.931, clause 4.5.16): what to show to the person, most often a name.
 *
 * @param text each octet a character of ISO 8859-1, as Q.931 asks for IA5 and senders do not keep to it; at most 82 as
 *     H.225.0 has it, up to 255 from others
 */
public record Display(String text) {

    static Display of(Octets contents) {
        return new Display(new View("Display", contents).text());
    }

    /** Without the zero that many send at the end (H323Plus does). */
    public String shown() {
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    public InformationElement toElement() {
        return new InformationElement(InformationElement.DISPLAY, View.octets(text));
    }
}
