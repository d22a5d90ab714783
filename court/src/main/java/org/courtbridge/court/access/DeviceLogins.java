package org.courtbridge.court.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.DigestSecrets;

/** Devices that prove their present password or one that was rotated lately. It takes as long for a user that there is not. */
public final class DeviceLogins {

    /** Asked for in place of a device that there is not. */
    private static final String NOBODY = "nobody";

    private final Devices devices;

    /** Compared with in place of the secrets of a device that there is not; nobody knows a password for them. */
    private final DigestSecrets nobody = new DigestSecrets(NOBODY, random(16), random(32));

    public DeviceLogins(Devices devices) {
        this.devices = devices;
    }

    private static String random(int octets) {
        byte[] hash = new byte[octets];
        new SecureRandom().nextBytes(hash);
        return HexFormat.of().formatHex(hash);
    }

    /**
     * By a password itself, as HTTP's Basic has it (RFC 7617). Empty if there is no such device, it is disabled, or the password is
     * neither its own nor one that was rotated lately.
     */
    public Optional<Device> find(String username, String password) {
        return find(username, (name, secrets) -> matches(name, secrets, password));
    }

    /**
     * By whatever proves a password. A device that proves its present one needs no former password any more.
     *
     * @param proves whether the present or a former password is proved, given the user name as the inventory has it and the secrets
     */
    public Optional<Device> find(String username, BiPredicate<String, DigestSecrets> proves) {
        Optional<Device> device = devices.byUsername(username);
        String id = device.map(Device::id).orElse(NOBODY);
        String name = device.map(Device::username).orElse(NOBODY);
        boolean present = proves.test(name, devices.secrets(id).orElse(nobody));
        boolean right = present;
        List<DigestSecrets> former = devices.formerSecrets(id);
        for (DigestSecrets one : former) {
            right |= proves.test(name, one);
        }
        if (present && !former.isEmpty()) {
            devices.supersedeFormerPasswords(id);
        }
        return right ? device : Optional.empty();
    }

    private static boolean matches(String username, DigestSecrets secrets, String password) {
        return MessageDigest.isEqual(
                sha256(username + ":" + secrets.realm() + ":" + password).getBytes(UTF_8),
                secrets.sha256().getBytes(UTF_8));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
