package org.courtbridge.hearings;

import java.util.Optional;

/**
 * Names somebody who has a seat in a hearing: a device ("device:ID"), a participant ("participant:ID") or a guest
 * ("guest:ID"), who is known by the hearing's PIN alone. A seat outlives the legs that fill it, except for a guest's.
 */
public record PartyId(String value) {

    private static final String DEVICE = "device:";

    public static PartyId device(String id) {
        return new PartyId(DEVICE + id);
    }

    /** Id of the device that it names; empty if it names none. */
    public Optional<String> deviceId() {
        return value.startsWith(DEVICE) ? Optional.of(value.substring(DEVICE.length())) : Optional.empty();
    }

    public static PartyId participant(String id) {
        return new PartyId("participant:" + id);
    }

    /** @param id of the one call by which the guest is there: nobody can prove to be the same guest again */
    public static PartyId guest(String id) {
        return new PartyId("guest:" + id);
    }

    public boolean isGuest() {
        return value.startsWith("guest:");
    }

    @Override
    public String toString() {
        return value;
    }
}
