package org.courtbridge.h323.q931;

import java.nio.charset.StandardCharsets;
import org.courtbridge.h323.asn1.Octets;

/** Reads an information element for its view: octets one after another, most with an extension bit. */
final class View {

    private static final int LAST = 0x80;

    private final Octets octets;
    private final String element;
    private int at;

    View(String element, Octets contents) {
        this.element = element;
        this.octets = contents;
    }

    int octet() {
        if (at == octets.length()) {
            throw new Q931Exception("%s: %d octets (expected: more)".formatted(element, octets.length()));
        }
        return octets.octet(at++);
    }

    boolean isAtEnd() {
        return at == octets.length();
    }

    /** Of an octet: whether the group that it begins goes on in the next one (Q.931, clause 4.5.1: bit 8). */
    static boolean goesOn(int octet) {
        return (octet & LAST) == 0;
    }

    Octets rest() {
        Octets rest = octets.from(at);
        at = octets.length();
        return rest;
    }

    String text() {
        return new String(rest().toArray(), StandardCharsets.ISO_8859_1);
    }

    static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
