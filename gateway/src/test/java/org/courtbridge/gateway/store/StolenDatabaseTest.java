package org.courtbridge.gateway.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.util.BigIntegers;
import org.bouncycastle.util.encoders.Base32;
import org.courtbridge.court.access.Passwords;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.TotpCodes;
import org.courtbridge.court.access.User;
import org.courtbridge.devices.Credentials;
import org.courtbridge.gateway.store.certificates.StoredAuthority;
import org.courtbridge.gateway.store.certificates.StoredCertificates;
import org.courtbridge.operations.enrolment.EnrolmentToken;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.certificates.SigningRequest;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DigestSecrets;
import org.courtbridge.provisioning.inventory.DriverTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever copies the database's file and not the master key has none of the secrets that were ever issued. */
class StolenDatabaseTest {

    @TempDir
    private Path folder;

    @Test
    void holdsNoSecretThatWasIssued() throws IOException {
        List<String> secrets = new ArrayList<>();
        try (Database database = Database.embedded(folder)) {
            SecretBox box = SecretBox.open(database, MasterKey.keptIn(folder));
            StoredDevices devices = new StoredDevices(database, "court", box, InstantSource.system());
            for (int i = 0; i < 20; i++) {
                String password = Passwords.generate();
                Device device = devices.add("Зал " + i, "findable-room-" + i, password);
                secrets.add(password);
                note(devices, device, secrets);
                if (i % 2 == 0) {
                    String next = Passwords.generate();
                    devices.rotate(Map.of(device.id(), next), Instant.now().plusSeconds(3600));
                    secrets.add(next);
                    note(devices, device, secrets);
                }
                if (i % 5 == 0) {
                    devices.revoke(device.id());
                }
                if (i % 8 == 0) {
                    box.rotate(new StoredAudit(database, InstantSource.system()), "system");
                }
            }
            issueToPeople(database, box, secrets);
            issueForConfiguration(database, box, devices, secrets);
            issueCertificates(database, box, devices, secrets);
        }
        assertThat(secrets).hasSize(117);
        assertThat(isInFiles("BEGIN CERTIFICATE")).as("the authority is there").isTrue();
        assertThat(isInFiles("findable-room-7"))
                .as("what is no secret is found")
                .isTrue();
        assertThat(secrets).noneMatch(this::isInFiles);
    }

    /** What the authority signs with, in each way in which it could have been written, and a device's way to a certificate. */
    private static void issueCertificates(
            Database database, SecretBox box, StoredDevices devices, List<String> secrets) {
        StoredAudit audit = new StoredAudit(database, InstantSource.system());
        StoredAuthority authority = new StoredAuthority(database, box, InstantSource.system());
        byte[] key = authority.get().encodedKey();
        secrets.addAll(keyTexts(key));
        StoredCertificates certificates = new StoredCertificates(
                database,
                box,
                devices,
                new StoredInventory(database, devices, audit),
                audit,
                new StoredCertificates.Settings(Duration.ofDays(1), Optional::empty, false),
                InstantSource.system());
        certificates.issue(devices.all().getFirst().id(), request());
        secrets.add(certificates.newEnrolmentSecret(
                devices.all().getFirst().id(), Instant.now().plusSeconds(60)));
        box.rotate(audit, "system");
        assertThat(authority.get().encodedKey()).isEqualTo(key);
    }

    private static SigningRequest request() {
        try {
            return DeviceKey.make().request("");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The private number alone, too, as it could be written in another form than PKCS #8. */
    private static List<String> keyTexts(byte[] pkcs8) {
        byte[] number = privateNumber(pkcs8);
        return List.of(
                Base64.getEncoder().encodeToString(pkcs8).substring(0, 60),
                HexFormat.of().formatHex(pkcs8),
                new String(pkcs8, ISO_8859_1),
                Base64.getEncoder().encodeToString(number),
                HexFormat.of().formatHex(number),
                new String(number, ISO_8859_1));
    }

    private static byte[] privateNumber(byte[] pkcs8) {
        try {
            return BigIntegers.asUnsignedByteArray(
                    48,
                    ECPrivateKey.getInstance(PrivateKeyInfo.getInstance(pkcs8).parsePrivateKey())
                            .getKey());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** By what a device fetches its file, and by what we get into the device. */
    private static void issueForConfiguration(
            Database database, SecretBox box, StoredDevices devices, List<String> secrets) {
        StoredAudit audit = new StoredAudit(database, InstantSource.system());
        Device device = devices.all().getLast();
        String token = EnrolmentToken.generate();
        StoredEnrolments enrolments = new StoredEnrolments(database, box, devices, audit);
        enrolments.issue(device, EnrolmentToken.hash(token), "", Instant.now().plusSeconds(3600), "system");
        // Of a text that has a password in it, and is known but for that.
        String told = EnrolmentToken.hash("what a device was told");
        enrolments.tell(device.id(), told);
        String login = Passwords.generate();
        new StoredDriverLogins(database, box, audit)
                .set(
                        new Subject("device", device.id(), device.name()),
                        new DriverTarget("cisco-ce", "192.0.2.7"),
                        new Credentials("admin", login));
        secrets.addAll(List.of(token, told, login));
    }

    private static void issueToPeople(Database database, SecretBox box, List<String> secrets) {
        String codeWord = Passwords.generate();
        new StoredParticipants(database).add("hearing", "Әсел", codeWord);
        String password = Passwords.generate();
        User user = new StoredUsers(database).add("clerk", "Айгүл", Set.of(Role.CLERK), password);
        Sessions.Opened session =
                Sessions.standard(new StoredSessions(database), Runnable::run).open(user, Instant.now());
        secrets.addAll(List.of(codeWord, password, session.token()));
        StoredSecondFactors factors = new StoredSecondFactors(database, box, _ -> {});
        String secret = factors.begin(user.id());
        byte[] octets = Base32.decode(secret);
        secrets.addAll(List.of(
                secret,
                HexFormat.of().formatHex(octets),
                Base64.getEncoder().encodeToString(octets),
                new String(octets, ISO_8859_1)));
        secrets.addAll(factors.confirm(user.id(), TotpCodes.at(secret, Instant.now()), Instant.now())
                .orElseThrow());
    }

    private static void note(StoredDevices devices, Device device, List<String> secrets) {
        DigestSecrets digests = devices.secrets(device.id()).orElseThrow();
        secrets.add(digests.md5());
        secrets.add(digests.sha256());
    }

    private boolean isInFiles(String text) {
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".db")).toList()) {
                String octets = Files.readString(file, ISO_8859_1);
                for (Charset charset : List.of(UTF_8, UTF_16BE, UTF_16LE)) {
                    if (octets.contains(new String(text.getBytes(charset), ISO_8859_1))) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
