package org.courtbridge.operations.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.provisioning.audit.AuditTrail;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.DriverLogin;
import org.courtbridge.provisioning.inventory.DriverLogins;
import org.courtbridge.provisioning.inventory.DriverTarget;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.Peripheral;
import org.courtbridge.provisioning.inventory.Placement;
import org.courtbridge.provisioning.inventory.Room;
import org.courtbridge.provisioning.inventory.SearchText;

/**
 * The inventory as it is looked at all the time: read once, and again when the audit trail, which has an entry for every change,
 * is longer than it was.
 */
final class FleetInventory {

    private final Inventory inventory;
    private final AuditTrail audit;
    private final DriverLogins logins;
    private volatile Snapshot snapshot = new Snapshot(-1, Map.of(), List.of(), List.of());

    /**
     * @param last number of the audit trail's last entry before it was read
     * @param items by id
     */
    record Snapshot(long last, Map<String, FleetItem> items, List<Institution> institutions, List<Room> rooms) {}

    FleetInventory(Inventory inventory, AuditTrail audit, DriverLogins logins) {
        this.inventory = inventory;
        this.audit = audit;
        this.logins = logins;
    }

    Snapshot now() {
        long last = audit.last();
        Snapshot known = snapshot;
        return known.last == last ? known : read(last);
    }

    /** One reads, and those who came at the same time wait for it. */
    private synchronized Snapshot read(long last) {
        if (snapshot.last < last) {
            snapshot = read(last, logins.all());
        }
        return snapshot;
    }

    private Snapshot read(long last, Map<String, DriverLogin> all) {
        List<Institution> institutions = inventory.institutions();
        List<Room> rooms = inventory.rooms();
        Map<String, Institution> institutionsById = new HashMap<>();
        institutions.forEach(one -> institutionsById.put(one.id(), one));
        Map<String, Room> roomsById = new HashMap<>();
        rooms.forEach(one -> roomsById.put(one.id(), one));
        Map<String, FleetItem> items = new LinkedHashMap<>();
        for (Placement placement : inventory.placements()) {
            items.put(placement.device().id(), device(placement, all));
        }
        for (Peripheral peripheral : inventory.peripherals()) {
            Optional<Room> room = Optional.ofNullable(roomsById.get(peripheral.room()));
            Optional<Institution> institution =
                    room.flatMap(place -> Optional.ofNullable(institutionsById.get(place.institution())));
            items.put(peripheral.id(), peripheral(peripheral, room, institution, all));
        }
        return new Snapshot(last, items, institutions, rooms);
    }

    private static FleetItem device(Placement placement, Map<String, DriverLogin> logins) {
        DeviceDescription description = placement.description();
        String id = placement.device().id();
        return new FleetItem(
                FleetItem.Kind.DEVICE,
                id,
                placement.device().name(),
                words(description.make(), description.model()),
                Optional.of(placement.device()),
                placement.room(),
                placement.institution(),
                DriverTarget.of(description).flatMap(target -> equipment(id, target, logins)),
                DriverTarget.of(description),
                SearchText.folded(String.join("\n", placement.texts())));
    }

    private static FleetItem peripheral(
            Peripheral peripheral,
            Optional<Room> room,
            Optional<Institution> institution,
            Map<String, DriverLogin> logins) {
        List<String> texts = new ArrayList<>(List.of(
                peripheral.name(), peripheral.make(), peripheral.model(), peripheral.address(), peripheral.notes()));
        room.ifPresent(place -> texts.add(place.name()));
        institution.ifPresent(owner -> texts.addAll(List.of(owner.name(), owner.region())));
        return new FleetItem(
                switch (peripheral.kind()) {
                    case CAMERA -> FleetItem.Kind.CAMERA;
                    case DISPLAY -> FleetItem.Kind.DISPLAY;
                },
                peripheral.id(),
                peripheral.name(),
                words(peripheral.make(), peripheral.model()),
                Optional.empty(),
                room,
                institution,
                DriverTarget.of(peripheral).flatMap(target -> equipment(peripheral.id(), target, logins)),
                DriverTarget.of(peripheral),
                SearchText.folded(String.join("\n", texts)));
    }

    /** With its login only if that was kept for this very address and driver. */
    private static Optional<Equipment> equipment(String id, DriverTarget target, Map<String, DriverLogin> logins) {
        return DriverFamilies.address(target.driver(), target.address())
                .map(where -> new Equipment(
                        id,
                        target.driver(),
                        where,
                        Optional.ofNullable(logins.get(id))
                                .filter(kept -> kept.target().equals(target))
                                .map(DriverLogin::credentials)));
    }

    /**
     * Whether something is reached now as it was when it was read: at this address, by this login. Asks nobody, so from any thread.
     */
    boolean isCurrent(Equipment equipment) {
        return Optional.ofNullable(snapshot.items().get(equipment.id()))
                .flatMap(FleetItem::equipment)
                .filter(equipment::equals)
                .isPresent();
    }

    private static String words(String... texts) {
        return Stream.of(texts).filter(text -> !text.isEmpty()).collect(Collectors.joining(" "));
    }
}
