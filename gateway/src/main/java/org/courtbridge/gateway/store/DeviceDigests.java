package org.courtbridge.gateway.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DigestSecrets;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;

/**
 * Digests of devices' passwords for digest authentication (RFC 7616), encrypted in the database, as whoever has a digest can
 * sign in with it.
 */
final class DeviceDigests {

    private static final String MD5 = "MD5";
    private static final String SHA_256 = "SHA-256";

    private final Database database;
    private final String realm;
    private final SecretBox box;

    /** @param realm that digests are made for, so that a change of realm needs new passwords */
    DeviceDigests(Database database, String realm, SecretBox box) {
        this.database = database;
        this.realm = realm;
        this.box = box;
    }

    /** Empty for a device that is disabled, or has none for this realm. */
    Optional<DigestSecrets> of(String deviceId) {
        Map<String, String> sealed = database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select algorithm, secret from device_digests where device_id = :id and realm = :realm"
                                        + " and exists (select 1 from devices where id = :id and enabled)")
                        .bind("id", deviceId)
                        .bind("realm", realm)
                        .setMapKeyColumn("algorithm")
                        .setMapValueColumn("secret")
                        .collectInto(new GenericType<Map<String, String>>() {}));
        String md5 = sealed.get(MD5);
        String sha256 = sealed.get(SHA_256);
        if (md5 == null || sha256 == null) {
            return Optional.empty();
        }
        return Optional.of(new DigestSecrets(
                realm,
                box.decrypt(md5, SealedTable.DIGESTS.context(deviceId, MD5)),
                box.decrypt(sha256, SealedTable.DIGESTS.context(deviceId, SHA_256))));
    }

    void forget(Handle handle, String deviceId) {
        handle.execute("delete from device_digests where device_id = ?", deviceId);
    }

    void insert(Handle handle, Device device, String password) {
        for (String algorithm : List.of(MD5, SHA_256)) {
            String digest = digest(algorithm, device.username() + ":" + realm + ":" + password);
            handle.execute(
                    "insert into device_digests (device_id, realm, algorithm, secret) values (?, ?, ?, ?)",
                    device.id(),
                    realm,
                    algorithm,
                    box.encrypt(digest, SealedTable.DIGESTS.context(device.id(), algorithm)));
        }
    }

    /** Of a password that is none in the database. */
    DigestSecrets made(Device device, String password) {
        String text = device.username() + ":" + realm + ":" + password;
        return new DigestSecrets(realm, digest(MD5, text), digest(SHA_256, text));
    }

    private static String digest(String algorithm, String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
