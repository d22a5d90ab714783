package org.courtbridge.signalling.sip;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.Dialect;
import org.courtbridge.provisioning.inventory.DigestSecrets;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.sip.stack.DigestCredentials;

/** An inventory in memory. */
public final class FakeDevices implements Devices {

    public static final String REALM = "court.test";

    private final Map<String, Device> byId = new LinkedHashMap<>();
    private final Map<String, DigestSecrets> secrets = new LinkedHashMap<>();
    private final Map<String, List<DigestSecrets>> former = new LinkedHashMap<>();
    private final Set<String> superseded = new HashSet<>();
    private int lookups;
    private Optional<String> lastLook = Optional.empty();
    private volatile CountDownLatch door = new CountDownLatch(0);

    @Override
    public Devices by(String actor) {
        return this;
    }

    @Override
    public synchronized List<Device> all() {
        return List.copyOf(byId.values());
    }

    @Override
    public synchronized Optional<Device> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public synchronized Optional<Device> byUsername(String username) {
        return byId.values().stream()
                .filter(device -> device.username().equalsIgnoreCase(username))
                .findFirst();
    }

    /** Nobody has described these. */
    @Override
    public List<Device> calledInH323(String alias) {
        return byUsername(alias).stream().toList();
    }

    /** How often secrets were asked for. */
    public synchronized int lookups() {
        return lookups;
    }

    /** Whoever asks for secrets waits until this is counted down, as if the database were slow. */
    CountDownLatch slow() {
        door = new CountDownLatch(1);
        return door;
    }

    @Override
    public Optional<DigestSecrets> secrets(String deviceId) {
        try {
            door.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return secretsOf(deviceId);
    }

    private synchronized Optional<DigestSecrets> secretsOf(String deviceId) {
        lookups++;
        Optional<DigestSecrets> known = Optional.ofNullable(secrets.get(deviceId));
        if (lastLook.filter(deviceId::equals).isPresent()) {
            lastLook = Optional.empty();
            secrets.remove(deviceId);
        }
        return known;
    }

    @Override
    public synchronized List<DigestSecrets> formerSecrets(String deviceId) {
        return List.copyOf(former.getOrDefault(deviceId, List.of()));
    }

    @Override
    public synchronized void supersedeFormerPasswords(String deviceId) {
        superseded.add(deviceId);
    }

    /** Devices that need no former password. */
    public synchronized Set<String> superseded() {
        return Set.copyOf(superseded);
    }

    @Override
    public List<String> formerPasswords(String deviceId) {
        throw new UnsupportedOperationException();
    }

    /** As if time did not pass. */
    @Override
    public synchronized void rotate(Map<String, String> passwords, Instant formerUntil) {
        passwords.forEach((id, password) -> {
            former.computeIfAbsent(id, _ -> new ArrayList<>())
                    .add(Optional.ofNullable(secrets.get(id)).orElseThrow());
            changePassword(id, password);
        });
    }

    public synchronized void endOverlap(String deviceId) {
        former.remove(deviceId);
    }

    @Override
    public synchronized void revoke(String deviceId) {
        former.remove(deviceId);
        secrets.remove(deviceId);
    }

    /** As if all passwords of a device had been set while the realm was another. */
    public synchronized void moveToRealm(String deviceId, String realm) {
        secrets.computeIfPresent(deviceId, (_, known) -> new DigestSecrets(realm, known.md5(), known.sha256()));
        former.computeIfPresent(
                deviceId,
                (_, known) -> known.stream()
                        .map(each -> new DigestSecrets(realm, each.md5(), each.sha256()))
                        .toList());
    }

    /** Revokes a device as soon as somebody has asked for its secrets once more. */
    synchronized void revokeAfterNextLook(String deviceId) {
        lastLook = Optional.of(deviceId);
    }

    @Override
    public Optional<String> password(String deviceId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized Device add(String name, String username, String password, Encryption encryption) {
        Device device = Device.newlyAdded("id-" + username, name, username, Instant.EPOCH)
                .with(encryption);
        byId.put(device.id(), device);
        changePassword(device.id(), password);
        return device;
    }

    @Override
    public synchronized void changePassword(String deviceId, String password) {
        String text = byId(deviceId).orElseThrow().username() + ":" + REALM + ":" + password;
        secrets.put(
                deviceId,
                new DigestSecrets(
                        REALM,
                        DigestCredentials.Algorithm.MD5.hash(text),
                        DigestCredentials.Algorithm.SHA_256.hash(text)));
    }

    @Override
    public void rename(String deviceId, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setEnabled(String deviceId, boolean enabled) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void setEncryption(String deviceId, Encryption encryption) {
        byId.computeIfPresent(deviceId, (_, device) -> device.with(encryption));
    }

    @Override
    public synchronized void setLanguage(String deviceId, Optional<Locale> language) {
        byId.computeIfPresent(
                deviceId, (_, device) -> with(device, language, device.behindChangingNat(), device.dialect()));
    }

    @Override
    public synchronized void setBehindChangingNat(String deviceId, boolean changing) {
        byId.computeIfPresent(deviceId, (_, device) -> with(device, device.language(), changing, device.dialect()));
    }

    @Override
    public synchronized void setDialect(String deviceId, Dialect dialect) {
        byId.computeIfPresent(
                deviceId, (_, device) -> with(device, device.language(), device.behindChangingNat(), dialect));
    }

    private static Device with(Device device, Optional<Locale> language, boolean behindChangingNat, Dialect dialect) {
        return new Device(
                device.id(),
                device.name(),
                device.username(),
                device.created(),
                device.enabled(),
                device.encryption(),
                language,
                behindChangingNat,
                dialect);
    }

    @Override
    public synchronized void remove(String deviceId) {
        byId.remove(deviceId);
        secrets.remove(deviceId);
    }
}
