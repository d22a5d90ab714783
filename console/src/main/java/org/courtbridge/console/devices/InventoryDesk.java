package org.courtbridge.console.devices;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.audit.AuditTrail;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.Peripheral;
import org.courtbridge.provisioning.inventory.Placement;
import org.courtbridge.provisioning.inventory.Room;

/** Reads and changes institutions, rooms and what stands in them, for the API and the pages. */
public final class InventoryDesk {

    private final Inventory inventory;
    private final AuditTrail audit;

    public InventoryDesk(Inventory inventory, AuditTrail audit) {
        this.inventory = inventory;
        this.audit = audit;
    }

    /** The same desk, for somebody whom the audit trail names. */
    public InventoryDesk by(Call call) {
        return new InventoryDesk(inventory.by(call.actor()), audit);
    }

    /** Whether somebody may know of what belongs to an institution. @param institution its id; empty for what stands in no room */
    public static boolean maySee(Principal principal, Optional<String> institution) {
        return Allowed.SEE_DEVICES.admits(principal, institution);
    }

    /** Tells the devices of which somebody may know; reads the inventory for whoever may not know of all. */
    Predicate<Device> seenBy(Principal principal) {
        if (maySee(principal, Optional.empty())) {
            return _ -> true;
        }
        Set<String> seen = inventory.placements().stream()
                .filter(placement -> maySee(principal, placement.institution().map(Institution::id)))
                .map(placement -> placement.device().id())
                .collect(Collectors.toSet());
        return device -> seen.contains(device.id());
    }

    /** @throws RequestException with 403 if somebody may not change what stands in the rooms of an institution */
    void checkMayChange(Principal principal, Optional<String> institution) {
        if (!Allowed.CHANGE_DEVICES.admits(principal, institution)) {
            throw new RequestException(403, "Your role does not allow this in this institution.");
        }
    }

    /** As {@link #checkMayChange}, of the institution of a room. @param room its id */
    void checkMayPlace(Principal principal, String room) {
        checkMayChange(principal, inventory.room(room).map(Room::institution));
    }

    public List<Institution> institutions() {
        return sorted(inventory.institutions(), Institution::name);
    }

    public Institution institution(String id) {
        return found(inventory.institution(id), "No such institution.");
    }

    public Institution save(Institution institution) {
        inventory.save(institution);
        return institution;
    }

    public void remove(Institution institution) {
        inventory.remove(institution);
    }

    public List<Room> rooms() {
        return sorted(inventory.rooms(), Room::name);
    }

    public List<Room> rooms(Institution institution) {
        return rooms().stream()
                .filter(room -> room.institution().equals(institution.id()))
                .toList();
    }

    public Room room(String id) {
        return found(inventory.room(id), "No such room.");
    }

    public Room save(Room room) {
        inventory.save(room);
        return room;
    }

    public void remove(Room room) {
        inventory.remove(room);
    }

    List<Peripheral> peripherals() {
        return sorted(inventory.peripherals(), Peripheral::name);
    }

    public Peripheral peripheral(String id) {
        return found(inventory.peripheral(id), "No such camera or display.");
    }

    /** @return whether a login was dropped, as it was kept for another address or driver */
    public boolean save(Peripheral peripheral) {
        return inventory.save(peripheral);
    }

    public void remove(Peripheral peripheral) {
        inventory.remove(peripheral);
    }

    /** In the order of names. @param query empty for all */
    List<Placement> search(String query) {
        return sorted(inventory.search(query), placement -> placement.device().name());
    }

    public Placement placement(String deviceId) {
        return found(inventory.placement(deviceId), "No such device.");
    }

    /** @return whether a login was dropped, as it was kept for another address or driver */
    public boolean describe(String deviceId, DeviceDescription description) {
        return inventory.describe(placement(deviceId).device().id(), description);
    }

    /** The latest first. */
    List<AuditEntry> history(String id) {
        List<AuditEntry> entries = audit.of(id);
        if (entries.isEmpty()) {
            throw RequestException.notFound("Nothing was done to that.");
        }
        return entries;
    }

    private static <T> List<T> sorted(List<T> all, Function<T, String> name) {
        return all.stream().sorted(Names.by(name)).toList();
    }

    private static <T> T found(Optional<T> one, String complaint) {
        return one.orElseThrow(() -> RequestException.notFound(complaint));
    }
}
