package org.courtbridge.hearings;

/**
 * Names somebody who has a seat in a hearing: a device ("device:ID") or a participant ("participant:ID"). A seat
 * outlives the legs that fill it.
 */
public record PartyId(String value) {

    public static PartyId device(String id) {
        return new PartyId("device:" + id);
    }

    public static PartyId participant(String id) {
        return new PartyId("participant:" + id);
    }

    @Override
    public String toString() {
        return value;
    }
}
