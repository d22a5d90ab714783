package org.courtbridge.console.wizard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.console.devices.DeviceDesk;
import org.courtbridge.console.devices.InventoryDesk;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.wizard.DeviceDraft.Place;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.operations.fleet.DriverFamilies;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Dialect;
import org.courtbridge.provisioning.inventory.DigestChallenge;
import org.courtbridge.provisioning.inventory.DriverLogins;
import org.courtbridge.provisioning.inventory.DriverTarget;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Room;

/** Puts a device into the inventory with all that was found out of it, and with its room where that is new. */
final class NewDevice {

    private final DeviceDesk devices;
    private final InventoryDesk inventory;
    private final DriverLogins logins;

    NewDevice(DeviceDesk devices, InventoryDesk inventory, DriverLogins logins) {
        this.devices = devices;
        this.inventory = inventory;
        this.logins = logins;
    }

    /** The device's account, as the form of the last step has it. */
    record Account(String name, String username, DigestChallenge challenge) {

        static Account of(Call call) {
            return new Account(
                    call.field("name"),
                    call.field("username"),
                    Stream.of(DigestChallenge.values())
                            .filter(choice -> choice.name().equals(call.field("challenge")))
                            .findFirst()
                            .orElse(DigestChallenge.BOTH));
        }
    }

    /** The device is there with all that is known of it, or not at all. */
    DeviceDesk.Credentials add(Call call, DeviceDraft draft, Place place, Account account) {
        DeviceDesk.Credentials added = devices.by(call)
                .add(
                        account.name(),
                        account.username(),
                        DriverFamilies.encryption(draft.make().family()));
        try {
            devices.by(call).setDialect(added.device(), Dialect.USUAL.with(account.challenge()));
            describe(call, draft, place, added.device());
            return added;
        } catch (RuntimeException e) {
            devices.by(call).remove(added.device());
            throw e;
        }
    }

    private void describe(Call call, DeviceDraft draft, Place place, Device device) {
        InventoryDesk by = inventory.by(call);
        switch (place) {
            case Place.Nowhere _, Place.Existing _ -> {}
            case Place.NewRoom(Room room, Institution _) -> by.save(room);
            case Place.NewInstitution(Room room, Institution institution) -> {
                by.save(institution);
                by.save(room);
            }
        }
        DeviceDescription description = description(draft, place);
        by.describe(device.id(), description);
        DriverTarget.of(description)
                .ifPresent(target -> draft.login()
                        .ifPresent(login -> logins.by(call.actor())
                                .set(new Subject("device", device.id(), device.name()), target, login)));
    }

    private static DeviceDescription description(DeviceDraft draft, Place place) {
        Optional<DeviceIdentity> identity = draft.introduction().map(introduction -> introduction.identity());
        return described(
                new DeviceDescription(
                        place.theRoom().map(Room::id),
                        identity.map(DeviceIdentity::make)
                                .filter(make -> !make.isEmpty())
                                .orElse(draft.make().make()),
                        identity.map(DeviceIdentity::model).orElse(""),
                        identity.map(DeviceIdentity::firmware).orElse(""),
                        identity.map(DeviceIdentity::serial).orElse(""),
                        "",
                        List.of(),
                        "",
                        List.of(),
                        draft.make().family(),
                        List.of(),
                        ""),
                draft.address());
    }

    /** Whether a device may be there; nowhere is allowed. */
    static boolean isAddress(String address) {
        try {
            described(DeviceDescription.UNKNOWN, address);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static DeviceDescription described(DeviceDescription rest, String address) {
        return new DeviceDescription(
                rest.room(),
                rest.make(),
                rest.model(),
                rest.firmware(),
                rest.serial(),
                rest.mac(),
                address.isEmpty() ? List.of() : List.of(address),
                rest.sipUri(),
                rest.h323Aliases(),
                rest.driver(),
                rest.capabilities(),
                rest.notes());
    }
}
