package org.courtbridge.provisioning.inventory;

import java.util.UUID;

/**
 * A camera or a display in a room that is reached by itself, beside the room's codec.
 *
 * @param room its id
 * @param address host name or IP address, with or without a port; may be empty
 * @param driver the family whose language it speaks, such as {@code visca}; empty if it is reached by nobody
 */
public record Peripheral(
        String id,
        String room,
        Kind kind,
        String name,
        String make,
        String model,
        String address,
        String driver,
        String notes) {

    public enum Kind {
        CAMERA,
        DISPLAY
    }

    public Peripheral {
        InventoryTexts.checkName("name", name);
        InventoryTexts.check("make", make);
        InventoryTexts.check("model", model);
        InventoryTexts.checkAddress("address", address);
        InventoryTexts.checkWord("driver", driver);
        InventoryTexts.check("notes", notes);
    }

    public static Peripheral of(
            String room,
            Kind kind,
            String name,
            String make,
            String model,
            String address,
            String driver,
            String notes) {
        return new Peripheral(UUID.randomUUID().toString(), room, kind, name, make, model, address, driver, notes);
    }
}
