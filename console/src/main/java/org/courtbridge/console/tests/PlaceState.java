package org.courtbridge.console.tests;

/** State of a place, as far as test calls tell. */
public enum PlaceState {
    /** Its newest test failed. */
    NOT_READY,
    /** Its newest test left it open. */
    COULD_NOT_TELL,
    /** It was never tested. */
    UNTESTED,
    /** Its newest test passed, and was on an earlier day. */
    STALE,
    /** It waits to be tested. */
    WAITING,
    TESTING,
    READY;

    /** Class of its badge. */
    String mood() {
        return switch (this) {
            case NOT_READY -> "bad";
            case COULD_NOT_TELL, STALE -> "warn";
            case UNTESTED, WAITING, TESTING -> "";
            case READY -> "good";
        };
    }

    /** Whether there is something to be done about it. */
    public boolean isOpen() {
        return switch (this) {
            case NOT_READY, COULD_NOT_TELL, UNTESTED, STALE -> true;
            case WAITING, TESTING, READY -> false;
        };
    }
}
