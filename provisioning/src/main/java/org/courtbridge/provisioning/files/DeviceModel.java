package org.courtbridge.provisioning.files;

/**
 * The make, model and firmware of a device, as the inventory has them.
 *
 * @param firmware empty, as the others, if nobody knows
 */
public record DeviceModel(String make, String model, String firmware) {

    /** As most people write it. */
    String words() {
        return String.join(" ", make, model, firmware).strip();
    }
}
