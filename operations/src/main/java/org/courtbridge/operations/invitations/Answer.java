package org.courtbridge.operations.invitations;

import java.time.Instant;

/**
 * What a recipient answered to a REQUEST (RFC 5546, section 3.2.3).
 *
 * @param at when that was, as the answer says
 * @param sequence of the REQUEST that was answered
 */
public record Answer(Status status, Instant at, int sequence) {

    /** Of {@code PARTSTAT} (RFC 5545, section 3.2.12), those that say whether somebody comes. */
    public enum Status {
        ACCEPTED,
        TENTATIVE,
        DECLINED
    }
}
