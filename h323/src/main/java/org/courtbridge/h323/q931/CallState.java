package org.courtbridge.h323.q931;

import org.courtbridge.h323.asn1.Octets;

/**
 * Call state (Q.931, clause 4.5.7), in a Status.
 *
 * @param codingStandard 0 to 3, where 0 is that of ITU-T
 * @param value 0 to 63, such as 10, active
 */
public record CallState(int codingStandard, int value) {

    public static final CallState NULL = new CallState(0, 0);
    public static final CallState CALL_INITIATED = new CallState(0, 1);
    public static final CallState OVERLAP_SENDING = new CallState(0, 2);
    public static final CallState OUTGOING_CALL_PROCEEDING = new CallState(0, 3);
    public static final CallState CALL_DELIVERED = new CallState(0, 4);
    public static final CallState CALL_PRESENT = new CallState(0, 6);
    public static final CallState CALL_RECEIVED = new CallState(0, 7);
    public static final CallState INCOMING_CALL_PROCEEDING = new CallState(0, 9);
    public static final CallState ACTIVE = new CallState(0, 10);

    static CallState of(Octets contents) {
        int octet = new View("Call state", contents).octet();
        return new CallState(octet >> 6, octet & 0x3F);
    }

    public InformationElement toElement() {
        return InformationElement.of(InformationElement.CALL_STATE, (byte) (codingStandard << 6 | value));
    }
}
