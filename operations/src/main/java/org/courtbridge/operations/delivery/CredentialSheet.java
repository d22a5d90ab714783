package org.courtbridge.operations.delivery;

import java.util.List;

/**
 * The sheet for somebody who is to enter a credential, in one language.
 *
 * @param language BCP 47
 * @param title in words
 * @param recipient whose credential it is: a device or a person, by name
 * @param lines what there is to enter, in order
 * @param advice what to do with it
 * @param code what the QR code says
 */
public record CredentialSheet(
        String language, String title, String recipient, List<Line> lines, String advice, String code) {

    public CredentialSheet {
        lines = List.copyOf(lines);
    }

    public record Line(String label, String value) {

        @Override
        public String toString() {
            return "Line[" + label + "]";
        }
    }

    /** Without what it holds. */
    @Override
    public String toString() {
        return "CredentialSheet[" + recipient + "]";
    }
}
