package org.courtbridge.h323.q931;

import org.courtbridge.h323.asn1.Octets;

/**
 * Keypad facility (Q.931, clause 4.5.18): keys that were pressed, in an Information, or the number to call, in a Setup.
 *
 * @param keys 0 to 9, A to D, # and *, as far as the sender keeps to it
 */
public record Keypad(String keys) {

    static Keypad of(Octets contents) {
        return new Keypad(new View("Keypad facility", contents).text());
    }

    public InformationElement toElement() {
        return new InformationElement(InformationElement.KEYPAD_FACILITY, View.octets(keys));
    }
}
