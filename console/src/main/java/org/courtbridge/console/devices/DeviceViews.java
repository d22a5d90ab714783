package org.courtbridge.console.devices;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;

/** The documents of devices in the API. Their components are its field names. */
final class DeviceViews {

    private DeviceViews() {}

    /**
     * @param enabled whether the device may register and call
     * @param language tag of what people in the room read and hear; empty for the court's language
     * @param behindChangingNat whether its media in the clear may be at another address than its signalling
     */
    record DeviceView(
            String id,
            String name,
            String username,
            Instant created,
            boolean enabled,
            Encryption encryption,
            Optional<String> language,
            boolean behindChangingNat) {

        static DeviceView of(Device device) {
            return new DeviceView(
                    device.id(),
                    device.name(),
                    device.username(),
                    device.created(),
                    device.enabled(),
                    device.encryption(),
                    device.language().map(Locale::toLanguageTag),
                    device.behindChangingNat());
        }
    }

    record EncryptionChoice(Encryption encryption) {}

    /** @param language kk, ru or en; empty for the court's language */
    record LanguageChoice(Optional<String> language) {}

    record NatChoice(Boolean behindChangingNat) {}

    record NewDevice(String name, String username) {}

    /** @param password shown this once */
    record DeviceCredentials(String id, String name, String username, String password, String handover) {

        @Override
        public String toString() {
            return "DeviceCredentials[" + id + "]";
        }
    }
}
