package org.courtbridge.operations.delivery;

/**
 * The end of an attempt to post a message to a web hook.
 *
 * @param result for the outbox, and in words for the log
 * @param reason of the result, by which a page says it in its reader's language
 * @param detail of the reason: the status of the answer (RFC 9110, section 15), or the address that is not allowed; empty for other reasons
 */
public record Posting(Outbox.Result result, Reason reason, String detail) {

    /** Reason why a message was taken, or was not. */
    public enum Reason {
        ANSWER,
        NO_ANSWER,
        NO_CONNECTION,
        NO_TRUST,
        NO_NAME,
        NOT_ALLOWED,
        ENDING
    }

    static Posting notNow(Reason reason, String why) {
        return new Posting(new Outbox.Result.NotNow(why), reason, "");
    }
}
