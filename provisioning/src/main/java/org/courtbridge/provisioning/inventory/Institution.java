package org.courtbridge.provisioning.inventory;

import java.util.UUID;

/**
 * The institution that a room belongs to.
 *
 * @param name unique without regard to case
 * @param region as people write it, such as "Алматы қаласы"; may be empty
 */
public record Institution(String id, String name, InstitutionKind kind, String region) {

    public Institution {
        InventoryTexts.checkName("name", name);
        InventoryTexts.check("region", region);
    }

    public static Institution of(String name, InstitutionKind kind, String region) {
        return new Institution(UUID.randomUUID().toString(), name, kind, region);
    }
}
