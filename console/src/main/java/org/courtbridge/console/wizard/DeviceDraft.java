package org.courtbridge.console.wizard;

import java.util.Optional;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.operations.fleet.Introduction;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Room;

/**
 * A device that somebody is adding, step by step; nothing of it is in the inventory before the last one.
 *
 * @param address as it was typed; may be empty
 * @param login by which its driver is let in
 * @param answer what it said when it was asked, if it was
 * @param place where it will stand, once that is decided
 */
record DeviceDraft(
        DeviceMake make, String address, Optional<Credentials> login, Optional<Answer> answer, Optional<Place> place) {

    /** Answer of a device that was asked who it is. */
    sealed interface Answer {

        record Introduced(Introduction introduction) implements Answer {}

        record Silent(DeviceFault fault, String detail) implements Answer {}
    }

    /** Place where a device will stand. A new one is saved with the device, by the id that it has here. */
    sealed interface Place {

        record Nowhere() implements Place {}

        record Existing(Room room, Institution institution) implements Place {}

        record NewRoom(Room room, Institution institution) implements Place {}

        record NewInstitution(Room room, Institution institution) implements Place {}

        default Optional<Room> theRoom() {
            return switch (this) {
                case Nowhere _ -> Optional.empty();
                case Existing(Room room, Institution _) -> Optional.of(room);
                case NewRoom(Room room, Institution _) -> Optional.of(room);
                case NewInstitution(Room room, Institution _) -> Optional.of(room);
            };
        }

        default Optional<Institution> theInstitution() {
            return switch (this) {
                case Nowhere _ -> Optional.empty();
                case Existing(Room _, Institution institution) -> Optional.of(institution);
                case NewRoom(Room _, Institution institution) -> Optional.of(institution);
                case NewInstitution(Room _, Institution institution) -> Optional.of(institution);
            };
        }
    }

    static DeviceDraft of(DeviceMake make) {
        return new DeviceDraft(make, "", Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The draft with this make; if it is another, without an answer and a login, as both belong to the driver of the former: another one
     * might send the password in clear.
     */
    DeviceDraft with(DeviceMake other) {
        return other == make ? this : new DeviceDraft(other, address, Optional.empty(), Optional.empty(), place);
    }

    /** The draft with this address and login; if either is another, without an answer. */
    DeviceDraft reached(String where, Optional<Credentials> by) {
        return where.equals(address) && by.equals(login)
                ? this
                : new DeviceDraft(make, where, by, Optional.empty(), place);
    }

    DeviceDraft answered(Answer said) {
        return new DeviceDraft(make, address, login, Optional.of(said), place);
    }

    DeviceDraft in(Place chosen) {
        return new DeviceDraft(make, address, login, answer, Optional.of(chosen));
    }

    Optional<Introduction> introduction() {
        return answer.filter(Answer.Introduced.class::isInstance)
                .map(said -> ((Answer.Introduced) said).introduction());
    }

    /** Without its login. */
    @Override
    public String toString() {
        return "DeviceDraft[" + make + ", " + address + "]";
    }
}
