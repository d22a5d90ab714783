package org.courtbridge.gateway.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.inventory.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract of the encryption of secrets, for each database. */
abstract class SecretsContract {

    private static final Instant NOW = Instant.parse("2026-11-25T05:00:00Z");
    private static final MasterKey MASTER = key('m');

    @TempDir
    Path folder;

    private Database database;

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder);

    @BeforeEach
    void open() {
        database = open(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static byte[] octets(char all) {
        byte[] octets = new byte[32];
        Arrays.fill(octets, (byte) all);
        return octets;
    }

    private static MasterKey key(char all) {
        return MasterKey.parse(Base64.getEncoder().encodeToString(octets(all)));
    }

    private StoredDevices devices(SecretBox box) {
        return new StoredDevices(database, "court", box, () -> NOW);
    }

    private StoredAudit audit() {
        return new StoredAudit(database, () -> NOW);
    }

    private List<String> encrypted() {
        return Arrays.stream(new String[] {"device_digests", "device_passwords", "device_former_passwords"})
                .flatMap(table -> database
                        .jdbi()
                        .withHandle(handle -> handle.select("select secret from " + table)
                                .mapTo(String.class)
                                .list())
                        .stream())
                .toList();
    }

    /** The identifiers of the keys that encrypted what there is: Tink's prefix is 1 and four octets of it. */
    private List<String> keysInUse() {
        return encrypted().stream()
                .map(secret -> {
                    byte[] octets = Base64.getDecoder().decode(secret);
                    assertThat(octets[0]).isEqualTo((byte) 1);
                    return HexFormat.of().formatHex(octets, 1, 5);
                })
                .distinct()
                .toList();
    }

    /** As secrets were encrypted before there were keysets: nonce and AES-GCM by the key in the data folder. */
    private static String encryptedByKey(byte[] key, String secret, String context) throws Exception {
        byte[] nonce = HexFormat.of().parseHex("0102030405060708090a0b0c");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context.getBytes(UTF_8));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(nonce);
        all.write(cipher.doFinal(secret.getBytes(UTF_8)));
        return Base64.getEncoder().encodeToString(all.toByteArray());
    }

    private void insertAsBefore(byte[] key) throws Exception {
        database.execute(
                "insert into devices (id, name, username, username_key, created) values ('d', 'Зал', 'r', 'r', ?)",
                NOW);
        database.execute(
                "insert into device_passwords (device_id, secret) values ('d', ?)",
                encryptedByKey(key, "құпия-1", "device_passwords/d"));
        database.execute(
                "insert into device_former_passwords (id, device_id, secret, good_until) values ('f', 'd', ?, ?)",
                encryptedByKey(key, "құпия-0", "device_former_passwords/d/f"),
                NOW.plusSeconds(60));
        for (String algorithm : List.of("MD5", "SHA-256")) {
            database.execute(
                    "insert into device_digests (device_id, realm, algorithm, secret) values ('d', 'court', ?, ?)",
                    algorithm,
                    encryptedByKey(key, "digest of " + algorithm, "device_digests/d/" + algorithm));
        }
    }

    @Test
    void takesOverSecretsOfTheTimeBeforeKeysets() throws Exception {
        insertAsBefore(octets('m'));
        StoredDevices devices = devices(SecretBox.open(database, MASTER));

        assertThat(devices.password("d")).contains("құпия-1");
        assertThat(devices.formerPasswords("d")).containsExactly("құпия-0");
        assertThat(devices.secrets("d").orElseThrow().md5()).isEqualTo("digest of MD5");
        assertThat(devices.secrets("d").orElseThrow().sha256()).isEqualTo("digest of SHA-256");
        assertThat(keysInUse()).hasSize(1);
    }

    @Test
    void takesThemOverUnderAMasterKeyFromElsewhere() throws Exception {
        insertAsBefore(octets('f'));
        assertThat(devices(SecretBox.open(database, MASTER, List.of(key('x'), key('f'))))
                        .password("d"))
                .contains("құпия-1");
        assertThat(devices(SecretBox.open(database, MASTER)).password("d")).contains("құпия-1");
    }

    @Test
    void takesOverNothingThatItCannotOpen() throws Exception {
        insertAsBefore(octets('f'));
        List<String> before = encrypted();
        assertThatThrownBy(() -> SecretBox.open(database, MASTER))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the master key is not that of the secrets in the database");
        assertThat(encrypted()).isEqualTo(before);
        assertThat(devices(SecretBox.open(database, key('f'))).password("d")).contains("құпия-1");
    }

    @Test
    void rotatesItsKeys() {
        SecretBox box = SecretBox.open(database, MASTER);
        StoredDevices devices = devices(box);
        Device device = devices.add("Зал", "room", "first");
        devices.rotate(Map.of(device.id(), "second"), NOW.plusSeconds(60));
        List<String> before = encrypted();
        List<String> firstKey = keysInUse();

        assertThat(box.rotate(audit(), "user:aidana")).isEqualTo(4);

        assertThat(encrypted()).hasSize(4).doesNotContainAnyElementsOf(before);
        assertThat(keysInUse()).hasSize(1).doesNotContainAnyElementsOf(firstKey);
        assertThat(devices.password(device.id())).contains("second");
        assertThat(devices.formerPasswords(device.id())).containsExactly("first");
        devices.changePassword(device.id(), "third");
        assertThat(keysInUse()).as("what comes, too").hasSize(1).doesNotContainAnyElementsOf(firstKey);
        AuditEntry entry = audit().of("secrets").getFirst();
        assertThat(entry.action()).isEqualTo("keys.rotate");
        assertThat(entry.actor()).isEqualTo("user:aidana");
        assertThat(audit().verify().broken()).isEmpty();
    }

    @Test
    void anotherNodeMayRotateThem() {
        StoredDevices devices = devices(SecretBox.open(database, MASTER));
        SecretBox elsewhere = SecretBox.open(database, MASTER);
        Device known = devices.add("Зал 1", "room-1", "first");

        elsewhere.rotate(audit(), "system");
        Device added = devices.add("Зал 2", "room-2", "second");

        assertThat(devices.password(known.id())).contains("first");
        assertThat(devices(elsewhere).password(added.id())).contains("second");
        elsewhere.rotate(audit(), "system");
        assertThat(keysInUse()).hasSize(1);
        assertThat(devices.password(added.id())).contains("second");
    }

    @Test
    void theMasterKeyIsChanged() {
        Device device = devices(SecretBox.open(database, MASTER)).add("Зал", "room", "first");
        List<String> before = encrypted();

        assertThatThrownBy(() -> SecretBox.open(database, key('n')))
                .hasMessageContaining("the master key is not that of the database");
        SecretBox.open(database, key('n'), List.of(MASTER));

        assertThat(devices(SecretBox.open(database, key('n'))).password(device.id()))
                .contains("first");
        assertThatThrownBy(() -> SecretBox.open(database, MASTER)).isInstanceOf(StoreException.class);
        assertThat(encrypted()).as("only the keys are sealed anew").isEqualTo(before);
    }

    @Test
    void aSecretOpensInItsOwnRowOnly() {
        StoredDevices devices = devices(SecretBox.open(database, MASTER));
        String first = devices.add("Зал 1", "room-1", "first").id();
        String second = devices.add("Зал 2", "room-2", "second").id();
        database.execute(
                "update device_passwords set secret = (select secret from device_passwords where device_id = ?)"
                        + " where device_id = ?",
                first,
                second);
        assertThat(devices.password(first)).contains("first");
        assertThatThrownBy(() -> devices.password(second))
                .isInstanceOf(StoreException.class)
                .hasMessage("a secret in the database is damaged, or not of this row");
    }

    @Test
    void theDatabaseHoldsNoKeyInTheClear() {
        SecretBox.open(database, MASTER);
        String kept = database.jdbi()
                .withHandle(handle -> handle.select("select keyset from secret_keysets")
                        .mapTo(String.class)
                        .one());
        assertThat(SecretKeys.unsealed(kept, MASTER)).isPresent();
        assertThat(SecretKeys.unsealed(kept, key('n'))).isEmpty();
    }

    @Test
    void aMasterKeyIsReadAsItIsOrInBase64() throws Exception {
        Path raw = Files.write(folder.resolve("raw"), octets('m'));
        Path text =
                Files.writeString(folder.resolve("text"), Base64.getEncoder().encodeToString(octets('m')) + "\n");
        String device = devices(SecretBox.open(database, MASTER))
                .add("Зал", "room", "first")
                .id();
        for (Path file : List.of(raw, text)) {
            assertThat(devices(SecretBox.open(database, MasterKey.read(file))).password(device))
                    .contains("first");
        }
    }

    @Test
    void ofAFleetEachSecretIsEncryptedAnew() {
        SecretBox box = SecretBox.open(database, MASTER);
        StoredDevices devices = devices(box);
        List<Device> fleet = IntStream.range(0, 50)
                .mapToObj(i -> devices.add("Зал " + i, "room-" + i, "secret-" + i))
                .toList();
        assertThat(box.rotate(audit(), "system")).isEqualTo(150);
        for (int i = 0; i < 50; i++) {
            assertThat(devices.password(fleet.get(i).id())).contains("secret-" + i);
        }
    }
}
