package org.courtbridge.h323.q931;

import java.io.ByteArrayOutputStream;

/** Writes one message. */
final class Q931Writer {

    private Q931Writer() {}

    static byte[] write(Q931Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Q931Message.PROTOCOL_DISCRIMINATOR);
        CallReference reference = message.callReference();
        out.write(reference.octets());
        for (int i = reference.octets() - 1; i >= 0; i--) {
            out.write(reference.bits() >> 8 * i);
        }
        out.write(message.type().code());
        Codeset codeset = new Codeset();
        for (InformationElement element : message.elements()) {
            write(element, codeset, out);
            codeset.pass(element);
        }
        return out.toByteArray();
    }

    private static void write(InformationElement element, Codeset codeset, ByteArrayOutputStream out) {
        out.write(element.identifier());
        if (element.isSingle()) {
            return;
        }
        int length = element.contents().length();
        if (element.identifier() == InformationElement.USER_USER && codeset.isBase()) {
            out.write(length >> 8);
        } else if (length > 0xFF) {
            throw new IllegalArgumentException("information element %d of codeset %d: %d octets (expected: <= 255)"
                    .formatted(element.identifier(), codeset.current(), length));
        }
        out.write(length);
        out.writeBytes(element.contents().toArray());
    }
}
