package org.courtbridge.console.devices;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Dialect;
import org.courtbridge.provisioning.inventory.DigestChallenge;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.provisioning.inventory.LargestPicture;

/** The documents of devices in the API. Their components are its field names. */
final class DeviceViews {

    private DeviceViews() {}

    /**
     * @param enabled whether the device may register and call
     * @param language tag of what people in the room read and hear; empty for the court's language
     * @param behindChangingNat whether its media in the clear may be at another address than its signalling
     * @param digestChallenge what it is shown when it has to prove itself over SIP
     * @param largestPicture that it is told we take
     */
    record DeviceView(
            String id,
            String name,
            String username,
            Instant created,
            boolean enabled,
            Encryption encryption,
            Optional<String> language,
            boolean behindChangingNat,
            DigestChallenge digestChallenge,
            LargestPicture largestPicture) {

        static DeviceView of(Device device) {
            return new DeviceView(
                    device.id(),
                    device.name(),
                    device.username(),
                    device.created(),
                    device.enabled(),
                    device.encryption(),
                    device.language().map(Locale::toLanguageTag),
                    device.behindChangingNat(),
                    device.dialect().digestChallenge(),
                    device.dialect().largestPicture());
        }
    }

    record EncryptionChoice(Encryption encryption) {}

    /** @param language kk, ru or en; empty for the court's language */
    record LanguageChoice(Optional<String> language) {}

    record NatChoice(Boolean behindChangingNat) {}

    /** A change of a dialect: a setting that is absent stays as it is. */
    record DialectChoice(Optional<DigestChallenge> digestChallenge, Optional<LargestPicture> largestPicture) {

        Dialect in(Dialect before) {
            return new Dialect(
                    digestChallenge.orElse(before.digestChallenge()), largestPicture.orElse(before.largestPicture()));
        }
    }

    record NewDevice(String name, String username) {}

    /** @param password shown this once */
    record DeviceCredentials(String id, String name, String username, String password, String handover) {

        @Override
        public String toString() {
            return "DeviceCredentials[" + id + "]";
        }
    }
}
