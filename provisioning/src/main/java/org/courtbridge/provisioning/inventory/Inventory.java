package org.courtbridge.provisioning.inventory;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.courtbridge.provisioning.audit.AuditEntry;

/**
 * Institutions, their rooms, and what stands in them; the gateway stores it. Every change is an entry of the audit trail, made
 * in the same transaction.
 */
public interface Inventory {

    /** The same inventory, with its changes made by somebody. @param actor as in all trails */
    Inventory by(String actor);

    List<Institution> institutions();

    Optional<Institution> institution(String id);

    /**
     * Adds one, or changes the one with that id.
     *
     * @throws IllegalArgumentException if another has the name
     */
    void save(Institution institution);

    /** @throws IllegalArgumentException if it has rooms */
    void remove(Institution institution);

    List<Room> rooms();

    Optional<Room> room(String id);

    /** @throws IllegalArgumentException if another of the institution has the name, or there is no such institution */
    void save(Room room);

    /** @throws IllegalArgumentException if there are devices, cameras or displays in it */
    void remove(Room room);

    List<Peripheral> peripherals();

    Optional<Peripheral> peripheral(String id);

    /**
     * Adds one, or changes the one with that id. Where it gets another {@link DriverTarget}, the login that was kept for the one before
     * is dropped.
     *
     * @return whether a login was dropped
     * @throws IllegalArgumentException if there is no such room
     */
    boolean save(Peripheral peripheral);

    void remove(Peripheral peripheral);

    /** Every device with all that is known of it. */
    List<Placement> placements();

    Optional<Placement> placement(String deviceId);

    /** The id of the device that has a MAC address, however it is written; empty if none has. */
    Optional<String> deviceOfMac(String mac);

    /**
     * Says what a device is. Where it gets another {@link DriverTarget}, the login that was kept for the one before is dropped.
     *
     * @return whether a login was dropped
     * @throws IllegalArgumentException if there is no such device or room, or another device has the MAC address
     */
    boolean describe(String deviceId, DeviceDescription description);

    /**
     * Adds every device of a file, with the rooms and institutions that are new, or, if anything is wrong, nothing.
     *
     * @param passwords makes one for each row that has none
     * @return the password of each by its user name, in the order of the file; to be shown once
     * @throws IllegalArgumentException if {@link DeviceImport} complains of a row
     */
    SequencedMap<String, String> addAll(DeviceFile file, Supplier<String> passwords);

    /**
     * Makes an entry of the audit trail for what a device was told to do.
     *
     * @param command in words that hold no secret
     * @param outcome that it was done, or why not
     */
    void tellCommanded(AuditEntry.Subject device, String command, String outcome);

    /** Makes an entry of the audit trail before secrets leave. @param what they are, in words */
    void tellExported(String what);

    /** In any script, without regard to case: each word must be in one of a device's texts. */
    default List<Placement> search(String query) {
        return placements().stream()
                .filter(placement -> placement.matches(query))
                .toList();
    }
}
