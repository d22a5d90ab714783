package org.courtbridge.console.devices;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.audit.AuditTrail;
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
