package org.courtbridge.h323.h245;

import org.courtbridge.h323.asn1.Sequence;

/**
 * By which a conference knows one of its terminals (H.245, B.8.8).
 *
 * @param mcu 0 to 192, of the multipoint controller that the terminal is connected with
 * @param terminal 0 to 192
 */
public record TerminalLabel(int mcu, int terminal) {

    /** Of a terminal that was given none. */
    public static final TerminalLabel NONE = new TerminalLabel(0, 0);

    static TerminalLabel of(Sequence in) {
        return new TerminalLabel(Tree.number(in, "mcuNumber"), Tree.number(in, "terminalNumber"));
    }

    Sequence toSequence() {
        return AddressTypes.TERMINAL_LABEL
                .build()
                .set("mcuNumber", mcu)
                .set("terminalNumber", terminal)
                .done();
    }
}
