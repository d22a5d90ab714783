package org.courtbridge.hearings.applications;

/** Why an application does not do what it was asked to, in words for the person who asked. */
public enum ApplicationRefusal {
    CASE_NUMBER_INVALID("The case number has 1 to 100 characters."),
    ACTION_INVALID("The procedural action has 1 to 500 characters."),
    PARTICIPANTS_MISSING("The application needs a participant."),
    TOO_MANY_PARTICIPANTS("The application has at most 50 participants."),
    PARTICIPANT_NAME_INVALID("The name of a participant has 1 to 200 characters, with a letter."),
    PARTICIPANT_STATUS_INVALID("The procedural status of a participant has 1 to 200 characters."),
    PARTICIPANT_TWICE("The same participant is there twice."),
    ASKED_MISSING("A participant cannot use personal means; name the court or institution that is asked."),
    ASKED_NEEDLESS("All participants use personal means; no court or institution is asked."),
    ASKED_IS_THE_COURT("The court that considers the case cannot ask itself."),
    INSTITUTION_INVALID("The court or institution is not known."),
    ADDRESS_INVALID("The address has 1 to 500 characters."),
    CONTACT_NAME_INVALID("The name of a contact has 1 to 200 characters, with a letter."),
    TELEPHONE_INVALID("The telephone number has 3 to 50 characters, with at least 3 digits."),
    EMAIL_INVALID("The e-mail address is not one."),
    JUDGE_INVALID("The name of the judge has 1 to 200 characters, with a letter."),
    SIGNATORY_INVALID("The name of the signatory has 1 to 200 characters, with a letter."),
    COURTROOM_INVALID("The courtroom number has 1 to 100 characters."),
    REASON_INVALID("The reason has 1 to 2000 characters."),
    TIME_NOT_IN_MINUTES("Date and time are given to the minute."),
    HEARING_IN_THE_PAST("The date of the hearing has passed."),
    HEARING_FAR_AHEAD("The date of the hearing is more than ten years away."),
    DATED_IN_THE_FUTURE("This day has not come yet."),
    DATED_LONG_AGO("This day is more than ten years ago."),
    BEFORE_RESOLUTION("The application cannot be sent before the resolution or the change that it is based on."),
    BEFORE_SENDING("The application cannot be received or answered before it was sent."),
    BEFORE_RECEIPT("The application cannot be answered before it was received."),
    BEFORE_EARLIER_RESPONSE("A later response is there already."),
    NOT_RESOLVED("The judge has not decided on the application yet."),
    ALREADY_RESOLVED("The judge has decided on the application already."),
    REFUSED_BY_JUDGE("The judge has refused the application."),
    NOT_SENT("The application has not been sent as it is now."),
    ALREADY_SENT("The application has been sent already."),
    WITHDRAWN("The application has been withdrawn."),
    NOT_BY_TELEPHONE("An application is not sent by telephone."),
    EMAIL_NOT_AGREED("Sending by e-mail has to be agreed with the addressee beforehand."),
    ASKED_NOT_ADDRESSED(
            "The application goes to the court or institution asked as well, and to the department of its region."),
    NOBODY_ELSE_ADDRESSED("The application goes to the department of the own region alone."),
    NOT_THE_ASKED("This is not the court or institution that the application names."),
    NOT_ADDRESSED("The application was not sent to this addressee."),
    OTHER_REVISION("The application has been changed and sent anew since."),
    PROPOSAL_IS_NO_OTHER_TIME("The proposed date and time is the one that was asked for."),
    RESPONSE_NOT_DUE("No response of a court or institution is asked for."),
    ALREADY_ANSWERED("The application has been answered; the receipt cannot be changed."),
    NO_PROPOSAL("This date and time is not proposed, or not any more.");

    private final String explanation;

    ApplicationRefusal(String explanation) {
        this.explanation = explanation;
    }

    /** One English sentence; pages in other languages go by the constant. */
    public String explanation() {
        return explanation;
    }
}
