package org.courtbridge.hearings.applications;

/** Gives a response to an application. */
public enum Responder {
    /** The video conferencing specialist of the own region, without a term (para. 15(2)). */
    ORGANISER(Addressee.OWN_DEPARTMENT),
    /** The court or institution asked, by the end of the next working day after receipt (para. 21(2)). */
    ASKED(Addressee.ASKED);

    private final Addressee addressee;

    Responder(Addressee addressee) {
        this.addressee = addressee;
    }

    /** The addressee for whom it answers. */
    public Addressee addressee() {
        return addressee;
    }
}
