package org.courtbridge.provisioning.inventory;

/** What is wrong with a file of devices, a row or a cell of it. Pages say it in their language, and the API in English. */
public enum RowFault {
    /** The reader's words. */
    NOT_CSV("the file is not CSV: %s"),
    /** The reader's words. */
    NOT_JSON("the file is not JSON: %s"),
    EMPTY_FILE("the file is empty"),
    NOT_A_LIST("the file is not a list"),
    NOT_AN_OBJECT("not an object"),
    NOT_A_TEXT("not a text"),
    NOT_TEXTS("not a list of texts"),
    /** How many there are, and how many the heading has. */
    CELLS("%s cells (expected: %s)"),
    NO_SUCH_COLUMN("no such column"),
    COLUMN_TWICE("the column is there twice"),
    COLUMN_MISSING("the column is missing"),
    MISSING("missing"),
    /** The column that needs it. */
    MISSING_FOR("missing, and there is a %s"),
    KIND_MISSING("missing, and the institution is new"),
    KIND_UNKNOWN("%s (expected: court, hospital, social_facility or detention_facility)"),
    /** What the cell says, and what the institution is. */
    KIND_OTHER("%s (the institution is a %s already)"),
    /** What the cell says, and where the institution is. */
    REGION_OTHER("%s (the institution is in \"%s\" already)"),
    /** What the cell says, and the row that has it. */
    IN_ROW("%s (is in row %s already)"),
    IN_INVENTORY("%s (is in the inventory already)"),
    BLANK("blank"),
    /** How many characters there are, and how many there may be. */
    TOO_LONG("%s characters (expected: at most %s)"),
    CONTROL_CHARACTER("holds a control character"),
    NO_USERNAME("%s (expected: 1 to 64 letters, digits or _ . + -)"),
    NO_ADDRESS("%s (expected: a host name or an IP address)"),
    NO_SIP_URI("%s (expected: such as sip:room@court.example)"),
    NO_WORD("%s (expected: small letters, digits, - and .)"),
    NO_MAC("%s (expected: of one device, such as 80:5e:c0:79:c3:7f)");

    private final String english;

    RowFault(String english) {
        this.english = english;
    }

    /** In English, with what was found and what was expected. */
    String reason(Object... arguments) {
        return english.formatted(arguments);
    }
}
