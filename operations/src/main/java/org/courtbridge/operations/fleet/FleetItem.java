package org.courtbridge.operations.fleet;

import java.util.Optional;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DriverTarget;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Room;

/**
 * Something that stands in a room, or is not placed yet.
 *
 * @param about make and model, as far as they are known
 * @param device that may call; empty for cameras and displays
 * @param equipment empty for what has no driver
 * @param target that a login is kept for; empty for what has no driver
 * @param searched its texts and those of its place, folded
 */
public record FleetItem(
        Kind kind,
        String id,
        String name,
        String about,
        Optional<Device> device,
        Optional<Room> room,
        Optional<Institution> institution,
        Optional<Equipment> equipment,
        Optional<DriverTarget> target,
        String searched) {

    public enum Kind {
        DEVICE,
        CAMERA,
        DISPLAY
    }

    public boolean isDriven() {
        return equipment.isPresent();
    }

    /** The family of its driver. */
    public Optional<String> family() {
        return equipment.map(Equipment::family);
    }

    /** As the audit trail names it. */
    public Subject subject() {
        return new Subject(kind == Kind.DEVICE ? "device" : "peripheral", id, name);
    }

    public String region() {
        return institution.map(Institution::region).orElse("");
    }
}
