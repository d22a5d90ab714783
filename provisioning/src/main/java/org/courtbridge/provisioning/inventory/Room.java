package org.courtbridge.provisioning.inventory;

import java.util.UUID;

/**
 * A room of an institution.
 *
 * @param name unique in its institution without regard to case
 */
public record Room(String id, String institution, String name) {

    public Room {
        InventoryTexts.checkName("name", name);
    }

    public static Room of(String institution, String name) {
        return new Room(UUID.randomUUID().toString(), institution, name);
    }
}
