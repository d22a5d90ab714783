package org.courtbridge.provisioning.inventory;

import java.util.Optional;

/**
 * The address that a driver connects to, and the family of the driver. A login belongs to both: it is sent to no other address, and
 * not in another family's protocol, where it could be read on the way.
 *
 * @param driver as the inventory has it, such as {@code cisco-ce}
 * @param address as the inventory has it, with or without a port; compared letter by letter
 */
public record DriverTarget(String driver, String address) {

    /** Of a device: its first address. Empty without an address or a driver. */
    public static Optional<DriverTarget> of(DeviceDescription device) {
        return device.addresses().stream().findFirst().flatMap(address -> of(device.driver(), address));
    }

    /** Of a camera or a display. Empty without an address or a driver. */
    public static Optional<DriverTarget> of(Peripheral peripheral) {
        return of(peripheral.driver(), peripheral.address());
    }

    private static Optional<DriverTarget> of(String driver, String address) {
        return driver.isEmpty() || address.isEmpty()
                ? Optional.empty()
                : Optional.of(new DriverTarget(driver, address));
    }
}
