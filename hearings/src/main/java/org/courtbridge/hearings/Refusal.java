package org.courtbridge.hearings;

/** Why a hearing does not do what it was asked to, in words for the person who asked. */
public enum Refusal {
    ENDED("The hearing has ended."),
    NOT_IN_SESSION("The hearing is not in session."),
    SESSION_CLOSED("The session is closed; reopen it first."),
    SESSION_NOT_CLOSED("The session is not closed."),
    ADJOURNED("The hearing is adjourned; resume it first."),
    NOT_ADJOURNED("The hearing is not adjourned."),
    NOT_INVITED("This party has no seat in the hearing."),
    NOT_INSIDE("This party is not in the hearing now."),
    NOBODY_PRESIDES("Say first which party presides: nobody could speak otherwise."),
    SHARED_BY_ANOTHER("Another party shows its screen now."),
    CALL_FILLS_ANOTHER_SEAT("This call already fills another party's seat."),
    TROUBLES_UNSEEN("Nobody has seen ten problems of this party yet."),
    NUMBER_NOT_DIGITS("The number of a hearing has 1 to 20 digits and nothing else."),
    PIN_NOT_DIGITS("The PIN of a hearing has 4 to 12 digits and nothing else."),
    TITLE_MISSING("The hearing needs a title."),
    NAME_MISSING("The party needs a name.");

    private final String explanation;

    Refusal(String explanation) {
        this.explanation = explanation;
    }

    /** One English sentence; pages in other languages go by the constant. */
    public String explanation() {
        return explanation;
    }
}
