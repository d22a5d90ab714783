package org.courtbridge.provisioning.inventory;

import java.util.regex.Pattern;

/**
 * How an institution is reached; texts may be empty.
 *
 * @param address of the building, as people write it
 * @param phone as people write it
 * @param email address of letters to it
 */
public record InstitutionContact(String address, String phone, String email) {

    public static final InstitutionContact UNKNOWN = new InstitutionContact("", "", "");

    /** One mailbox without a display name. */
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>,;\"]{1,64}@[^\\s@<>,;\"]{1,255}");

    public InstitutionContact {
        InventoryTexts.check("address", address);
        InventoryTexts.check("phone", phone);
        InventoryTexts.check("email", email);
        if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
            throw new IllegalArgumentException("email: %s (expected: such as court@example.kz)".formatted(email));
        }
    }
}
