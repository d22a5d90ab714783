package org.courtbridge.court.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.DigestSecrets;
import org.junit.jupiter.api.Test;

class DeviceLoginsTest {

    private static final Device ROOM = Device.newlyAdded("id-1", "Зал 1", "zal1", Instant.EPOCH);

    private Optional<DigestSecrets> current = Optional.of(secrets("court.test", "first-password"));
    private List<DigestSecrets> former = List.of();
    private final List<String> asked = new ArrayList<>();
    private final DeviceLogins logins = new DeviceLogins(inventory());

    private static DigestSecrets secrets(String realm, String password) {
        try {
            byte[] text = ("zal1:" + realm + ":" + password).getBytes(UTF_8);
            return new DigestSecrets(
                    realm,
                    HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text)),
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Of one room, which has its password until a test says otherwise. */
    private Devices inventory() {
        return (Devices) Proxy.newProxyInstance(
                Devices.class.getClassLoader(), new Class<?>[] {Devices.class}, (_, method, arguments) -> {
                    asked.add(method.getName());
                    boolean known = arguments[0].equals(ROOM.id());
                    return switch (method.getName()) {
                        case "byUsername" ->
                            Optional.of(ROOM).filter(room -> room.username().equalsIgnoreCase((String) arguments[0]));
                        case "secrets" -> known ? current : Optional.empty();
                        case "formerSecrets" -> known ? former : List.of();
                        case "supersedeFormerPasswords" -> null;
                        default -> throw new AssertionError(method);
                    };
                });
    }

    @Test
    void aDeviceIsKnownByItsPassword() {
        assertThat(logins.find("zal1", "first-password")).contains(ROOM);
        assertThat(logins.find("ZAL1", "first-password")).contains(ROOM);
        assertThat(logins.find("zal1", "First-password")).isEmpty();
        assertThat(logins.find("zal1", "")).isEmpty();
        assertThat(logins.find("zal2", "first-password")).isEmpty();
    }

    /** As long as the inventory gives it: it knows when the overlap ends. */
    @Test
    void aPasswordThatWasRotatedLatelyIsGoodToo() {
        former = List.of(secrets("court.test", "older"), secrets("former.realm", "oldest"));
        assertThat(logins.find("zal1", "older")).contains(ROOM);
        assertThat(logins.find("zal1", "oldest")).contains(ROOM);
        assertThat(logins.find("zal1", "other")).isEmpty();
        assertThat(asked).doesNotContain("supersedeFormerPasswords");
        assertThat(logins.find("zal1", "first-password")).contains(ROOM);
        assertThat(asked).contains("supersedeFormerPasswords");
        former = List.of();
        assertThat(logins.find("zal1", "older")).isEmpty();
    }

    @Test
    void aDeviceWithoutSecretsIsKnownByNothing() {
        current = Optional.empty();
        assertThat(logins.find("zal1", "first-password")).isEmpty();
        assertThat(logins.find("zal1", "")).isEmpty();
    }

    /** How long the answer takes does not tell whether there is such a device. */
    @Test
    void asksAsMuchOfADeviceThatThereIsNot() {
        assertThat(logins.find("zal1", "wrong")).isEmpty();
        List<String> ofOneThatIs = List.copyOf(asked);
        asked.clear();
        assertThat(logins.find("nobody-at-all", "wrong")).isEmpty();
        assertThat(asked).isEqualTo(ofOneThatIs).hasSize(3);
    }
}
