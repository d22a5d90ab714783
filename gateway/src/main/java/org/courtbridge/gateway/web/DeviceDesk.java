package org.courtbridge.gateway.web;

import java.util.List;
import java.util.Optional;
import org.courtbridge.gateway.access.Passwords;
import org.courtbridge.gateway.language.Language;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;

/** What the API and the pages alike do with devices. */
final class DeviceDesk {

    private final Services services;

    DeviceDesk(Services services) {
        this.services = services;
    }

    /** @param password to be entered in the device, and shown once */
    record Credentials(Device device, String password) {

        @Override
        public String toString() {
            return "Credentials[" + device.username() + "]";
        }
    }

    List<Device> all() {
        return services.devices().all();
    }

    Device device(String id) {
        return services.devices().byId(id).orElseThrow(() -> RequestException.notFound("No such device."));
    }

    Credentials add(String name, String username) {
        if (services.devices().byUsername(username).isPresent()) {
            throw RequestException.taken("username: " + username);
        }
        String password = Passwords.generate();
        return new Credentials(services.devices().add(name, username, password), password);
    }

    Credentials changePassword(Device device) {
        String password = Passwords.generate();
        services.devices().changePassword(device.id(), password);
        return new Credentials(device, password);
    }

    Device rename(Device device, String name) {
        services.devices().rename(device.id(), name);
        return device(device.id());
    }

    Device setEnabled(Device device, boolean enabled) {
        services.devices().setEnabled(device.id(), enabled);
        return device(device.id());
    }

    Device setEncryption(Device device, Encryption encryption) {
        services.devices().setEncryption(device.id(), encryption);
        return device(device.id());
    }

    /** @param language empty for the court's */
    Device setLanguage(Device device, Optional<Language> language) {
        services.devices().setLanguage(device.id(), language.map(Language::locale));
        return device(device.id());
    }

    void remove(Device device) {
        services.devices().remove(device.id());
    }
}
