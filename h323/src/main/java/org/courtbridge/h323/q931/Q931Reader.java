package org.courtbridge.h323.q931;

import java.util.ArrayList;
import java.util.List;
import org.courtbridge.h323.asn1.Octets;

/** Reads one message; each length is checked where it is read. */
final class Q931Reader {

    private final byte[] octets;
    private int at;

    Q931Reader(byte[] octets) {
        this.octets = octets;
    }

    Q931Message message() {
        Q931Header header = header();
        return new Q931Message(header.callReference(), header.type(), elements());
    }

    Q931Header header() {
        int discriminator = octet();
        if (discriminator != Q931Message.PROTOCOL_DISCRIMINATOR) {
            throw new Q931Exception("protocol discriminator: %d (expected: %d)"
                    .formatted(discriminator, Q931Message.PROTOCOL_DISCRIMINATOR));
        }
        CallReference reference = callReference();
        return new Q931Header(reference, new MessageType(octet()));
    }

    private CallReference callReference() {
        int length = octet();
        if (length > CallReference.MAX_OCTETS) {
            throw new Q931Exception(
                    "call reference: %d octets (expected: <= %d)".formatted(length, CallReference.MAX_OCTETS));
        }
        int bits = 0;
        for (int i = 0; i < length; i++) {
            bits = bits << 8 | octet();
        }
        return CallReference.ofBits(length, bits);
    }

    private List<InformationElement> elements() {
        List<InformationElement> elements = new ArrayList<>();
        Codeset codeset = new Codeset();
        while (at < octets.length) {
            if (elements.size() == Q931Message.MAX_ELEMENTS) {
                throw new Q931Exception("information elements: more than %d".formatted(Q931Message.MAX_ELEMENTS));
            }
            InformationElement element = element(codeset);
            elements.add(element);
            codeset.pass(element);
        }
        return elements;
    }

    private InformationElement element(Codeset codeset) {
        int identifier = octet();
        if (identifier >= 0x80) {
            return InformationElement.of(identifier);
        }
        // H.225.0, clause 7.2.2.31: in place of Q.931's one octet.
        boolean isLong = identifier == InformationElement.USER_USER && codeset.isBase();
        int length = isLong ? octet() << 8 | octet() : octet();
        if (length > octets.length - at) {
            throw new Q931Exception("information element %d: %d octets (expected: <= %d)"
                    .formatted(identifier, length, octets.length - at));
        }
        at += length;
        return new InformationElement(identifier, Octets.of(octets, at - length, at));
    }

    private int octet() {
        if (at == octets.length) {
            throw new Q931Exception("message: %d octets (expected: more)".formatted(octets.length));
        }
        return octets[at++] & 0xFF;
    }
}
