package org.courtbridge.signalling.sip.registrar;

/**
 * The place of a REGISTER among those of one origin (RFC 3261, section 10.2).
 *
 * @param callId that they have in common
 * @param number of CSeq, which grows with each
 */
public record RegisterSequence(String callId, long number) {

    /** Whether this REGISTER, or one that was sent after it, has been taken already (RFC 3261, section 10.3, step 7). */
    boolean isOvertakenBy(RegisterSequence taken) {
        return callId.equals(taken.callId) && number <= taken.number;
    }
}
