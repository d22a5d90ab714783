package org.courtbridge.h323.q931;

import org.courtbridge.h323.asn1.Octets;

/** Signal (Q.931, clause 4.5.28): a tone to be heard. @param value 0 to 255, such as 0x01, ring back */
public record Signal(int value) {

    static Signal of(Octets contents) {
        return new Signal(new View("Signal", contents).octet());
    }

    public InformationElement toElement() {
        return InformationElement.of(InformationElement.SIGNAL, (byte) value);
    }
}
