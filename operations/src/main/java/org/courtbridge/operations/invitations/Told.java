package org.courtbridge.operations.invitations;

/**
 * The last letter that a recipient was told by.
 *
 * @param entry as it was told; of a cancellation, the one that was cancelled
 * @param sequence its SEQUENCE (RFC 5545, section 3.8.7.4), 0 and more
 */
public record Told(Method method, CalendarEntry entry, int sequence) {

    /** Methods of iTIP that we send (RFC 5546, section 3.2). */
    public enum Method {
        /** An invitation, or a change of one. */
        REQUEST,
        /** There is no invitation any more. */
        CANCEL
    }

    public Told {
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence: %d (expected: 0 and more)".formatted(sequence));
        }
    }
}
