package org.courtbridge.operations.fleet;

import java.util.Optional;
import org.courtbridge.devices.CertificatePins;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.provisioning.inventory.DriverLogins;
import org.courtbridge.provisioning.inventory.Inventory;

/**
 * Believes the next certificate or host key that is shown at an address. Whoever shows it may be another device, so the logins that
 * were kept for the one before are dropped first, those of everything that is reached there, and connections by them are closed: none of
 * them is sent to a certificate that it was not kept for.
 */
final class CertificateRenewal {

    private final DriverLogins logins;
    private final FleetInventory fleet;
    private final EquipmentConnections connections;
    private final CertificatePins pins;
    private final Inventory inventory;

    CertificateRenewal(
            DriverLogins logins,
            FleetInventory fleet,
            EquipmentConnections connections,
            CertificatePins pins,
            Inventory inventory) {
        this.logins = logins;
        this.fleet = fleet;
        this.connections = connections;
        this.pins = pins;
        this.inventory = inventory;
    }

    /** In this order: the pin goes last, when nobody has a dropped login in hand. @param actor as in all trails */
    void renewed(FleetItem item, DeviceAddress address, String actor) {
        logins.by(actor)
                .dropAt(
                        target -> DriverFamilies.address(target.driver(), target.address())
                                .equals(Optional.of(address)),
                        "certificate renewed");
        fleet.now();
        connections.closeTo(address);
        pins.forget(address);
        inventory.by(actor).tellCommanded(item.subject(), "certificate.forget", "DONE");
    }
}
