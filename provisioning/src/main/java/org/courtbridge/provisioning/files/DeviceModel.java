package org.courtbridge.provisioning.files;

/**
 * What a device is, as the inventory has it.
 *
 * @param firmware empty, as the others, if nobody knows
 */
public record DeviceModel(String make, String model, String firmware) {

    /** As most people write it. */
    String words() {
        return String.join(" ", make, model, firmware).strip();
    }
}
