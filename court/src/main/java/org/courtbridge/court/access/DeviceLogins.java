package org.courtbridge.court.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.DigestSecrets;

/** Devices that say their user name and password, as HTTP's Basic has it (RFC 7617). */
public final class DeviceLogins {

    /** Asked for in place of a device that there is not, as that takes as long. */
    private static final String NOBODY = "nobody";

    private final Devices devices;

    public DeviceLogins(Devices devices) {
        this.devices = devices;
    }

    /** Empty if there is no such device, it is disabled, or the password is neither its own nor one that was rotated lately. */
    public Optional<Device> find(String username, String password) {
        Optional<Device> device = devices.byUsername(username);
        String id = device.map(Device::id).orElse(NOBODY);
        boolean present = false;
        Optional<DigestSecrets> current = devices.secrets(id);
        if (current.isPresent()) {
            present = matches(device, current.get(), password);
        }
        boolean right = present;
        List<DigestSecrets> former = devices.formerSecrets(id);
        for (DigestSecrets one : former) {
            right |= matches(device, one, password);
        }
        if (present && !former.isEmpty()) {
            devices.provedPresentPassword(id);
        }
        return right ? device : Optional.empty();
    }

    private static boolean matches(Optional<Device> device, DigestSecrets secrets, String password) {
        String text = device.map(Device::username).orElse(NOBODY) + ":" + secrets.realm() + ":" + password;
        return MessageDigest.isEqual(
                sha256(text).getBytes(UTF_8), secrets.sha256().getBytes(UTF_8));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
