package org.courtbridge.h323.q931;

/** Codeset of the next information element of a message (Q.931, clauses 4.5.2 to 4.5.4). */
final class Codeset {

    private int locked;
    private int current;

    /** 0 to 7. */
    int current() {
        return current;
    }

    boolean isBase() {
        return current == 0;
    }

    /** The element was passed. */
    void pass(InformationElement element) {
        if (element.isShift()) {
            current = element.codeset();
            locked = element.isNonLockingShift() ? locked : current;
        } else {
            current = locked;
        }
    }
}
