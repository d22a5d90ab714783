package org.courtbridge.gateway.store;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.OpeningHours;
import org.courtbridge.provisioning.inventory.Peripheral;
import org.courtbridge.provisioning.inventory.Room;

/** The fields of an inventory item for the history of changes: in words, in order, and no secret. */
final class InventoryFields {

    private InventoryFields() {}

    /** @param department its name; empty if there is none */
    static Map<String, String> of(Institution institution, String department) {
        return fields(
                "name", institution.name(),
                "kind", institution.kind().name(),
                "region", institution.region(),
                "department", department,
                "address", institution.contact().address(),
                "phone", institution.contact().phone(),
                "email", institution.contact().email(),
                "hours", institution.hours().map(OpeningHours::toString).orElse(""));
    }

    static Map<String, String> of(Room room, Institution owner) {
        return fields("name", room.name(), "institution", owner.name());
    }

    /** @param room its name */
    static Map<String, String> of(Peripheral peripheral, String room) {
        return fields(
                "room", room,
                "kind", peripheral.kind().name(),
                "name", peripheral.name(),
                "make", peripheral.make(),
                "model", peripheral.model(),
                "address", peripheral.address(),
                "driver", peripheral.driver(),
                "notes", peripheral.notes());
    }

    static Map<String, String> of(Device device) {
        return fields(
                "name", device.name(),
                "username", device.username(),
                "enabled", Boolean.toString(device.enabled()),
                "encryption", device.encryption().name(),
                "language", device.language().map(Locale::toLanguageTag).orElse(""),
                "behindChangingNat", Boolean.toString(device.behindChangingNat()),
                "digestChallenge", device.dialect().digestChallenge().name(),
                "largestPicture", device.dialect().largestPicture().name());
    }

    /** @param room its name; empty if nobody knows */
    static Map<String, String> of(DeviceDescription description, String room) {
        return fields(
                "room", room,
                "make", description.make(),
                "model", description.model(),
                "firmware", description.firmware(),
                "serial", description.serial(),
                "mac", description.mac(),
                "addresses", String.join(" | ", description.addresses()),
                "sipUri", description.sipUri(),
                "h323Aliases", String.join(" | ", description.h323Aliases()),
                "driver", description.driver(),
                "capabilities", String.join(" | ", description.capabilities()),
                "notes", description.notes());
    }

    private static SequencedMap<String, String> fields(String... namesAndValues) {
        SequencedMap<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
