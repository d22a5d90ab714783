package org.courtbridge.provisioning.inventory;

import java.util.Optional;
import java.util.UUID;

/**
 * A court, a department or another institution. Rooms belong to it.
 *
 * @param name unique without regard to case
 * @param region as people write it, such as "Алматы қаласы"; may be empty
 * @param department id of the department of its region; empty for a department, and where nobody has said
 * @param contact how it is reached
 * @param hours when it works; empty if nobody has said
 */
public record Institution(
        String id,
        String name,
        InstitutionKind kind,
        String region,
        Optional<String> department,
        InstitutionContact contact,
        Optional<OpeningHours> hours) {

    public Institution {
        InventoryTexts.checkName("name", name);
        InventoryTexts.check("region", region);
        if (kind == InstitutionKind.DEPARTMENT && department.isPresent()) {
            throw new IllegalArgumentException(
                    "department: %s (expected: none of a department)".formatted(department.get()));
        }
    }

    public static Institution of(String name, InstitutionKind kind, String region) {
        return new Institution(
                UUID.randomUUID().toString(),
                name,
                kind,
                region,
                Optional.empty(),
                InstitutionContact.UNKNOWN,
                Optional.empty());
    }

    public Institution inRegionOf(Institution regional) {
        return new Institution(id, name, kind, region, Optional.of(regional.id), contact, hours);
    }
}
