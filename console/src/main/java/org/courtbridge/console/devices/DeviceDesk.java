package org.courtbridge.console.devices;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.Passwords;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.enrolment.PasswordRotation;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.Dialect;
import org.courtbridge.provisioning.inventory.Encryption;

/** Adds, changes and removes devices and their passwords, for the API and the pages. */
public final class DeviceDesk {

    private final Devices devices;

    public DeviceDesk(Devices devices) {
        this.devices = devices;
    }

    /** The same desk, for somebody whom the audit trail names. */
    public DeviceDesk by(Call call) {
        return new DeviceDesk(devices.by(call.actor()));
    }

    /** @param password to be entered in the device, and shown once */
    public record Credentials(Device device, String password) {

        @Override
        public String toString() {
            return "Credentials[" + device.username() + "]";
        }
    }

    public List<Device> all() {
        return devices.all();
    }

    public Device device(String id) {
        return devices.byId(id).orElseThrow(() -> RequestException.notFound("No such device."));
    }

    /** One of which nobody knows whether it encrypts. */
    public Credentials add(String name, String username) {
        return add(name, username, Encryption.PREFERRED);
    }

    public Credentials add(String name, String username, Encryption encryption) {
        if (devices.byUsername(username).isPresent()) {
            throw RequestException.taken("username: " + username);
        }
        String password = Passwords.generate();
        return new Credentials(devices.add(name, username, password, encryption), password);
    }

    Credentials changePassword(Device device) {
        String password = Passwords.generate();
        devices.changePassword(device.id(), password);
        return new Credentials(device, password);
    }

    /**
     * New passwords for several devices, or for none; those of now work until a time.
     *
     * @return in the order of the devices
     */
    public List<Credentials> rotate(List<Device> all, Instant formerUntil) {
        return PasswordRotation.rotate(devices, all, formerUntil).stream()
                .map(issued -> new Credentials(issued.device(), issued.password()))
                .toList();
    }

    void revoke(Device device) {
        devices.revoke(device.id());
    }

    Device rename(Device device, String name) {
        devices.rename(device.id(), name);
        return device(device.id());
    }

    Device setEnabled(Device device, boolean enabled) {
        devices.setEnabled(device.id(), enabled);
        return device(device.id());
    }

    Device setEncryption(Device device, Encryption encryption) {
        devices.setEncryption(device.id(), encryption);
        return device(device.id());
    }

    Device setBehindChangingNat(Device device, boolean changing) {
        devices.setBehindChangingNat(device.id(), changing);
        return device(device.id());
    }

    public Device setDialect(Device device, Dialect dialect) {
        devices.setDialect(device.id(), dialect);
        return device(device.id());
    }

    /** @param language empty for the court's */
    Device setLanguage(Device device, Optional<Language> language) {
        devices.setLanguage(device.id(), language.map(Language::locale));
        return device(device.id());
    }

    public void remove(Device device) {
        devices.remove(device.id());
    }
}
