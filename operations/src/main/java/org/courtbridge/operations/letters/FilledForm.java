package org.courtbridge.operations.letters;

import java.util.List;

/**
 * A form of the order with everything filled in, as the template {@code letter.jte} lays it out.
 *
 * @param language BCP 47
 * @param appendix of the order that has the form
 * @param addressee name and address, at the right above the title
 * @param body sentences, in order
 * @param signature of the presiding judge
 * @param footnotes at the end; none if nothing refers to one
 */
public record FilledForm(
        String language,
        String appendix,
        List<Line> addressee,
        String title,
        List<Line> body,
        Signature signature,
        List<String> footnotes) {

    /**
     * A sentence or a part of one, which begins on a line of its own.
     *
     * @param pieces words of the form and words filled in, in order
     * @param items filled in below pieces and hint, as a numbered list; none for most
     * @param hint explains in small type below the pieces what to fill in; empty for none
     */
    public record Line(List<Piece> pieces, List<String> items, String hint) {}

    /** @param filled whether the text was filled in, and is underlined, or is the form's own */
    public record Piece(String text, boolean filled) {}

    /**
     * The line for a signature: court, place for the hand, name.
     *
     * @param label who signs
     * @param hints below the court, the signature and the name
     */
    public record Signature(String label, String court, String name, List<String> hints) {}
}
