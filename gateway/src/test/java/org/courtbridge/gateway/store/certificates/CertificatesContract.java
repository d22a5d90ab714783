package org.courtbridge.gateway.store.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.DeviceKey;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.gateway.store.StoredInventory;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.certificates.CertificateAuthority;
import org.courtbridge.provisioning.certificates.CertificateHolder;
import org.courtbridge.provisioning.certificates.CertificateHolder.Reason;
import org.courtbridge.provisioning.certificates.CertificateText;
import org.courtbridge.provisioning.certificates.DeviceCertificates;
import org.courtbridge.provisioning.certificates.DeviceNames;
import org.courtbridge.provisioning.certificates.IssuedCertificate;
import org.courtbridge.provisioning.certificates.IssuedCertificate.Origin;
import org.courtbridge.provisioning.certificates.RefusedRequestException;
import org.courtbridge.provisioning.certificates.TooManyCertificatesException;
import org.courtbridge.provisioning.inventory.CredentialListener;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract of the store of devices' certificates, for each database. */
abstract class CertificatesContract {

    private static final Instant START = Instant.parse("2026-11-25T05:00:00.123Z");

    @TempDir
    Path folder;

    private final List<String> lapsed = new ArrayList<>();
    private Instant now = START;
    private Database database;
    private SecretBox box;
    private StoredDevices devices;
    private StoredInventory inventory;
    private StoredAudit audit;
    private StoredCertificates certificates;
    private Device device;

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder);

    @BeforeEach
    void open() {
        database = open(folder);
        InstantSource clock = () -> now;
        box = SecretBox.open(database, MasterKey.keptIn(folder));
        devices = new StoredDevices(database, "court", box, clock);
        audit = new StoredAudit(database, clock);
        inventory = new StoredInventory(database, devices, audit);
        certificates = opened();
        device = devices.add("Зал № 3", "room3", "сөз");
        devices.listen(new CredentialListener() {
            @Override
            public void lapsed(Device one) {
                lapsed.add(one.username());
            }

            @Override
            public void withdrawn(Device one) {
                lapsed.add(one.username());
            }
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private StoredCertificates opened() {
        return opened(false);
    }

    private StoredCertificates opened(boolean enrolWithInstitutions) {
        return new StoredCertificates(
                database,
                box,
                devices,
                inventory,
                audit,
                new StoredCertificates.Settings(
                        Duration.ofDays(397),
                        () -> Optional.of("https://court.kz/crl/devices.crl"),
                        enrolWithInstitutions),
                () -> now);
    }

    private X509Certificate issue() throws Exception {
        return certificates.issue(device.id(), DeviceKey.make().request(""));
    }

    private void isNobody(X509Certificate certificate, Reason reason) {
        assertThat(certificates.bearerOf(List.of(certificate))).isEqualTo(new CertificateHolder.Nobody(reason));
        assertThat(certificates.deviceOf(List.of(certificate))).isEmpty();
    }

    private X509CRL list() throws Exception {
        return (X509CRL) CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(certificates.revocationList()));
    }

    @Test
    void theAuthorityIsMadeOnceAndFoundAgain() throws Exception {
        X509Certificate made = certificates.authority();
        assertThat(opened().authority()).isEqualTo(made);
        box.rotate(audit, "system");
        StoredCertificates afterwards = opened();
        assertThat(afterwards.authority()).isEqualTo(made);
        X509Certificate certificate =
                afterwards.issue(device.id(), DeviceKey.make().request(""));
        certificate.verify(made.getPublicKey());
        assertThat(certificates.deviceOf(List.of(certificate))).contains(device);
    }

    @Test
    void nodesThatStartAtOnceHaveOneAuthority() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<X509Certificate>> made = IntStream.range(0, 4)
                    .mapToObj(_ -> threads.submit(() -> opened().authority()))
                    .toList();
            for (Future<X509Certificate> one : made) {
                assertThat(one.get()).isEqualTo(certificates.authority());
            }
        }
    }

    @Test
    void aCertificateIsItsDevicesUntilItEnds() throws Exception {
        X509Certificate certificate = issue();
        assertThat(certificates.bearerOf(List.of(certificate)))
                .isEqualTo(new CertificateHolder.Known(device, CertificateText.fingerprint(certificate), Origin.OWN));
        assertThat(certificates.bearerOf(List.of())).isEqualTo(new CertificateHolder.Nobody(Reason.NONE));
        IssuedCertificate kept = certificates.of(device.id()).getFirst();
        assertThat(kept.serial()).isEqualTo(CertificateText.serial(certificate));
        assertThat(kept.subject()).isEqualTo("CN=room3");
        assertThat(kept.revoked()).isEmpty();
        now = START.plus(Duration.ofDays(398));
        isNobody(certificate, Reason.OUT_OF_DATE);
        now = START.minus(Duration.ofDays(1));
        isNobody(certificate, Reason.OUT_OF_DATE);
    }

    @Test
    void revokingHoldsAtOnceAndForTheOneAlone() throws Exception {
        X509Certificate first = issue();
        X509Certificate second = issue();
        assertThat(certificates.deviceOf(List.of(first))).contains(device);
        assertThat(certificates.deviceOf(List.of(second))).as("both, meanwhile").contains(device);
        IssuedCertificate revoked =
                certificates.by("user:aigul").revoke(device.id(), CertificateText.fingerprint(first));
        assertThat(revoked.revoked()).contains(new IssuedCertificate.Revocation(START, "user:aigul"));
        isNobody(first, Reason.REVOKED);
        assertThat(certificates.deviceOf(List.of(second))).contains(device);
        assertThat(lapsed).containsExactly("room3");
        now = START.plusSeconds(60);
        assertThat(certificates
                        .revoke(device.id(), CertificateText.fingerprint(first))
                        .revoked())
                .as("it stays as it was revoked first")
                .isEqualTo(revoked.revoked());
        assertThatThrownBy(() -> certificates.revoke(device.id(), "0".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class);
        Device other = devices.add("Зал", "room4", "x");
        assertThatThrownBy(() -> certificates.revoke(other.id(), CertificateText.fingerprint(second)))
                .as("of another device")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theListHasTheRevokedAndItsNumberGrows() throws Exception {
        X509Certificate first = issue();
        X509Certificate second = issue();
        X509CRL before = list();
        before.verify(certificates.authority().getPublicKey());
        assertThat(before.getRevokedCertificates()).isNull();
        assertThat(certificates.revocationList())
                .as("not signed for each who asks")
                .isEqualTo(before.getEncoded());
        certificates.revoke(device.id(), CertificateText.fingerprint(first));
        X509CRL after = list();
        assertThat(after.isRevoked(first)).isTrue();
        assertThat(after.isRevoked(second)).isFalse();
        assertThat(number(after)).isGreaterThan(number(before));
        now = START.plus(Duration.ofHours(12));
        assertThat(number(list())).as("signed anew when it gets old").isGreaterThan(number(after));
        now = START.plus(Duration.ofDays(397 + 13));
        assertThat(list().isRevoked(first)).as("in one list after its end").isTrue();
        now = START.plus(Duration.ofDays(397 + 15));
        assertThat(list().isRevoked(first)).isFalse();
    }

    private static int number(X509CRL list) {
        byte[] octets = list.getExtensionValue("2.5.29.20");
        return octets[octets.length - 1];
    }

    @Test
    void aDeviceThatIsDisabledRevokedOrRemovedHasNoCertificate() throws Exception {
        X509Certificate certificate = issue();
        devices.setEnabled(device.id(), false);
        isNobody(certificate, Reason.DISABLED);
        devices.setEnabled(device.id(), true);
        assertThat(certificates.deviceOf(List.of(certificate))).isPresent();
        devices.by("user:bolat").revoke(device.id());
        isNobody(certificate, Reason.REVOKED);
        X509Certificate next = issue();
        devices.remove(device.id());
        isNobody(next, Reason.REVOKED);
        assertThat(list().isRevoked(next)).isTrue();
        assertThat(list().isRevoked(certificate)).isTrue();
    }

    @Test
    void aRevokedDeviceIsNotBelievedByItsNameEither() throws Exception {
        Institution ours = placed(device, "Әуезов соты");
        CertificateAuthority authority = CertificateAuthority.generate("Әуезов CA", START);
        certificates.trust(ours.id(), authority.certificate());
        X509Certificate certificate = foreign(authority, "unknown", "room3");
        assertThat(certificates.deviceOf(List.of(certificate))).contains(device);
        devices.by("user:bolat").revoke(device.id());
        isNobody(certificate, Reason.DISABLED);
    }

    /** Whoever has (r, s) has (r, n - s) as well, which is as good (ECDSA), and has another fingerprint. */
    @Test
    void aRevokedCertificateStaysRevokedWithItsSignatureWrittenAnew() throws Exception {
        Institution ours = placed(device, "Әуезов соты");
        CertificateAuthority authority = CertificateAuthority.generate("Әуезов CA", START);
        certificates.trust(ours.id(), authority.certificate());
        X509Certificate certificate = foreign(authority, "unknown", "room3");
        X509Certificate anew = DeviceKey.writtenAnew(certificate);
        assertThat(certificates.deviceOf(List.of(anew))).contains(device);
        certificates.know(device.id(), List.of(certificate));
        certificates.revoke(device.id(), CertificateText.fingerprint(certificate));
        isNobody(certificate, Reason.REVOKED);
        isNobody(anew, Reason.REVOKED);
    }

    /** One of which believes the root, the other what is between the root and the device. */
    @Test
    void institutionsOfOneAuthorityDoNotShutEachOtherOut() throws Exception {
        Institution ours = placed(device, "Әуезов соты");
        Device other = devices.add("Зал", "room4", "x");
        Institution theirs = placed(other, "Алмалы соты");
        CertificateAuthority authority = CertificateAuthority.generate("CA", START);
        certificates.trust(ours.id(), authority.certificate());
        certificates.trust(theirs.id(), authority.certificate());
        assertThat(certificates.deviceOf(List.of(foreign(authority, "unknown", "room3"))))
                .contains(device);
        assertThat(certificates.deviceOf(List.of(foreign(authority, "unknown", "room4"))))
                .contains(other);
    }

    @Test
    void whatNobodyOfUsSignedIsForeign() throws Exception {
        CertificateAuthority pretender = CertificateAuthority.generate("Courtbridge devices", START);
        certificates.authority();
        isNobody(
                pretender.issue(
                        new DeviceNames(device.id(), List.of("room3")),
                        DeviceKey.make().request(""),
                        START,
                        Duration.ofDays(1),
                        Optional.empty()),
                Reason.FOREIGN);
        isNobody(certificates.authority(), Reason.FOREIGN);
    }

    @Test
    void renewingKeepsTheNameAndTheOldOneMeanwhile() throws Exception {
        X509Certificate former =
                certificates.issue(device.id(), DeviceKey.make().request("CN=" + device.id()));
        X509Certificate next =
                certificates.renew(device.id(), former, DeviceKey.make().request("CN=" + device.id()));
        assertThat(next.getSubjectX500Principal()).isEqualTo(former.getSubjectX500Principal());
        assertThat(certificates.deviceOf(List.of(former))).contains(device);
        assertThat(certificates.deviceOf(List.of(next))).contains(device);
        var other = DeviceKey.make().request("CN=room3");
        assertThatThrownBy(() -> certificates.renew(device.id(), former, other))
                .as("a name of the device, but not that of the certificate")
                .isInstanceOf(RefusedRequestException.class);
        var stranger = DeviceKey.make().request("CN=room4");
        assertThatThrownBy(() -> certificates.issue(device.id(), stranger)).isInstanceOf(RefusedRequestException.class);
        assertThat(certificates.of(device.id())).hasSize(2);
    }

    @Test
    void aSecretForEnrolmentWorksOnceAndForItsDevice() throws Exception {
        Device other = devices.add("Зал", "room4", "x");
        String former = certificates.newEnrolmentSecret(device.id(), START.plusSeconds(60));
        String secret = certificates.newEnrolmentSecret(device.id(), START.plusSeconds(60));
        assertThat(certificates.enrolling("ROOM3", secret)).contains(device);
        assertThat(certificates.enrolling("room3", former)).as("replaced").isEmpty();
        assertThat(certificates.enrolling("room4", secret)).isEmpty();
        assertThat(certificates.enrolling("nobody", secret)).isEmpty();
        assertThat(certificates.enrol(other.id(), secret, DeviceKey.make().request("")))
                .isEmpty();
        assertThat(certificates.enrol(device.id(), secret, DeviceKey.make().request("")))
                .isPresent();
        assertThat(certificates.enrolling("room3", secret)).isEmpty();
        assertThat(certificates.enrol(device.id(), secret, DeviceKey.make().request("")))
                .isEmpty();
        assertThat(certificates.of(device.id())).hasSize(1);

        String late = certificates.newEnrolmentSecret(device.id(), START.plusSeconds(60));
        now = START.plusSeconds(60);
        assertThat(certificates.enrolling("room3", late)).isEmpty();
        assertThat(certificates.enrol(device.id(), late, DeviceKey.make().request("")))
                .isEmpty();
    }

    @Test
    void manyAtOnceWithOneSecretGetOneCertificate() throws Exception {
        String secret = certificates.newEnrolmentSecret(device.id(), START.plusSeconds(60));
        certificates.authority();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Optional<X509Certificate>>> asked = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> certificates.enrol(
                            device.id(), secret, DeviceKey.make().request(""))))
                    .toList();
            int issued = 0;
            for (Future<Optional<X509Certificate>> one : asked) {
                issued += one.get().isPresent() ? 1 : 0;
            }
            assertThat(issued).isEqualTo(1);
        }
        assertThat(certificates.of(device.id())).hasSize(1);
    }

    private Institution placed(Device one, String name) {
        Institution institution = Institution.of(name, InstitutionKind.COURT, "Алматы қаласы");
        inventory.save(institution);
        Room room = Room.of(institution.id(), "Зал");
        inventory.save(room);
        inventory.describe(one.id(), DeviceDescription.UNKNOWN.inRoom(Optional.of(room.id())));
        return institution;
    }

    @Test
    void anInstitutionsAuthoritySpeaksForItsOwnDevices() throws Exception {
        Institution ours = placed(device, "Әуезов соты");
        Device stranger = devices.add("Зал", "room4", "x");
        placed(stranger, "Алмалы соты");
        CertificateAuthority authority = CertificateAuthority.generate("Әуезов CA", START);
        X509Certificate certificate = foreign(authority, "unknown", "room3");
        X509Certificate ofAnother = foreign(authority, "unknown", "room4");
        isNobody(certificate, Reason.FOREIGN);

        certificates.by("user:aigul").trust(ours.id(), authority.certificate());
        assertThat(certificates.authoritiesOf(ours.id())).hasSize(1);
        assertThat(certificates.issuers()).contains(authority.certificate(), certificates.authority());
        assertThat(certificates.deviceOf(List.of(certificate))).contains(device);
        assertThat(certificates.deviceOf(List.of(certificate, authority.certificate())))
                .contains(device);
        isNobody(ofAnother, Reason.FOREIGN);
        devices.setEnabled(device.id(), false);
        isNobody(certificate, Reason.DISABLED);
        devices.setEnabled(device.id(), true);

        lapsed.clear();
        certificates.distrust(ours.id(), CertificateText.fingerprint(authority.certificate()));
        isNobody(certificate, Reason.FOREIGN);
        assertThat(lapsed).containsExactly("room3");
        assertThat(certificates.issuers()).doesNotContain(authority.certificate());
        assertThatThrownBy(() -> certificates.distrust(ours.id(), "0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> certificates.trust(ours.id(), certificate))
                .isInstanceOf(RefusedRequestException.class);
        assertThatThrownBy(() -> certificates.trust("nobody", authority.certificate()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private X509Certificate foreign(CertificateAuthority authority, String id, String name) throws Exception {
        return authority.issue(
                new DeviceNames(id, List.of(name)),
                DeviceKey.make().request(""),
                START,
                Duration.ofDays(30),
                Optional.empty());
    }

    @Test
    void anInstitutionsCertificateWithoutOurNamesCanBeMadeKnown() throws Exception {
        Institution ours = placed(device, "Әуезов соты");
        CertificateAuthority authority = CertificateAuthority.generate("Әуезов CA", START);
        X509Certificate certificate = foreign(authority, "unknown", "SEP-00112233");
        assertThatThrownBy(() -> certificates.know(device.id(), List.of(certificate)))
                .isInstanceOf(RefusedRequestException.class);
        certificates.trust(ours.id(), authority.certificate());
        isNobody(certificate, Reason.FOREIGN);
        IssuedCertificate known = certificates.know(device.id(), List.of(certificate));
        assertThat(known.origin()).isEqualTo(IssuedCertificate.Origin.INSTITUTION);
        assertThat(certificates.deviceOf(List.of(certificate))).contains(device);
        assertThatThrownBy(() -> certificates.know(device.id(), List.of(certificate)))
                .hasMessageEndingWith("(is taken)");
        certificates.revoke(device.id(), known.fingerprint());
        isNobody(certificate, Reason.REVOKED);
        assertThat(list().getRevokedCertificates())
                .as("the list is of our own alone")
                .isNull();
    }

    @Test
    void anInstitutionsCertificateIsMadeKnownWithWhatIsBetweenItAndTheAuthority() throws Exception {
        Institution ours = placed(device, "Әуезов соты");
        InstitutionChain chain = InstitutionChain.of("SEP-00112233", START);
        List<X509Certificate> shown = List.of(chain.device(), chain.between());
        certificates.trust(ours.id(), chain.root());
        assertThatThrownBy(() -> certificates.know(device.id(), List.of(chain.device())))
                .as("nothing leads from it to the root")
                .isInstanceOf(RefusedRequestException.class);
        assertThatThrownBy(() -> certificates.know(
                        device.id(),
                        List.of(InstitutionChain.of("SEP-00112233", START).device(), chain.between())))
                .as("of another one between")
                .isInstanceOf(RefusedRequestException.class);
        IssuedCertificate known = certificates.know(device.id(), shown);
        assertThat(known.fingerprint()).isEqualTo(CertificateText.fingerprint(chain.device()));
        assertThat(certificates.deviceOf(shown)).contains(device);
        assertThat(certificates.of(device.id())).hasSize(1);
    }

    @Test
    void anInstitutionsCertificateIsNoneOfOursAndBecomesNone() throws Exception {
        Institution ours = placed(device, "Әуезов соты");
        CertificateAuthority authority = CertificateAuthority.generate("Әуезов CA", START);
        certificates.trust(ours.id(), authority.certificate());
        X509Certificate certificate = foreign(authority, "unknown", "room3");
        CertificateHolder.Known known =
                new CertificateHolder.Known(device, CertificateText.fingerprint(certificate), Origin.INSTITUTION);
        assertThat(certificates.bearerOf(List.of(certificate))).isEqualTo(known);
        assertThat(certificates.enrolsBy(known)).isFalse();
        assertThat(opened(true).enrolsBy(known)).isTrue();
        assertThat(certificates.enrolsBy(new CertificateHolder.Known(device, "", Origin.OWN)))
                .isTrue();
        for (StoredCertificates one : List.of(certificates, opened(true))) {
            assertThatThrownBy(() ->
                            one.renew(device.id(), certificate, DeviceKey.make().request("CN=room3")))
                    .as("there is nothing of ours to renew")
                    .isInstanceOf(RefusedRequestException.class)
                    .hasMessageContaining("of another authority");
        }
        certificates.know(device.id(), List.of(certificate));
        assertThat(certificates.bearerOf(List.of(certificate))).isEqualTo(known);
        assertThat(certificates.of(device.id())).hasSize(1);
    }

    @Test
    void aDeviceHasOnlySoManyThatAreGood() throws Exception {
        for (int i = 0; i < DeviceCertificates.MOST - 2; i++) {
            issue();
        }
        Institution ours = placed(device, "Әуезов соты");
        CertificateAuthority authority = CertificateAuthority.generate("Әуезов CA", START);
        certificates.trust(ours.id(), authority.certificate());
        certificates.know(device.id(), List.of(foreign(authority, "unknown", "SEP-1")));
        X509Certificate last = issue();
        String secret = certificates.newEnrolmentSecret(device.id(), START.plusSeconds(60));
        long entries = audit.last();
        X509Certificate tooMany = foreign(authority, "unknown", "SEP-2");
        assertThatThrownBy(this::issue)
                .isInstanceOf(TooManyCertificatesException.class)
                .hasMessageStartingWith("certificates: 10 that are good");
        assertThatThrownBy(() -> certificates.know(device.id(), List.of(tooMany)))
                .isInstanceOf(TooManyCertificatesException.class);
        assertThatThrownBy(() ->
                        certificates.enrol(device.id(), secret, DeviceKey.make().request("")))
                .isInstanceOf(TooManyCertificatesException.class);
        assertThat(audit.last()).as("nothing was done").isEqualTo(entries);
        Device other = devices.add("Зал", "room4", "x");
        certificates.issue(other.id(), DeviceKey.make().request(""));

        certificates.revoke(device.id(), CertificateText.fingerprint(last));
        assertThat(certificates.enrol(device.id(), secret, DeviceKey.make().request("")))
                .as("the secret was not used up")
                .isPresent();
        assertThatThrownBy(this::issue).isInstanceOf(TooManyCertificatesException.class);
        now = START.plus(Duration.ofDays(31));
        assertThat(certificates.deviceOf(List.of(issue())))
                .as("in place of one that is over")
                .contains(device);
    }

    @Test
    void manyThatAskAtOnceGetNoMoreTogether() throws Exception {
        for (int i = 0; i < DeviceCertificates.MOST - 1; i++) {
            issue();
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<X509Certificate>> asked = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(this::issue))
                    .toList();
            int refused = 0;
            for (Future<X509Certificate> one : asked) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(TooManyCertificatesException.class);
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(7);
        }
        assertThat(certificates.of(device.id())).hasSize(DeviceCertificates.MOST);
    }

    @Test
    void theTrailTellsWhoDidWhatAndHoldsNoSecret() throws Exception {
        Institution ours = placed(device, "Әуезов соты");
        String secret = certificates.by("user:aigul").newEnrolmentSecret(device.id(), START.plusSeconds(60));
        X509Certificate certificate = certificates
                .by("device:room3")
                .enrol(device.id(), secret, DeviceKey.make().request(""))
                .orElseThrow();
        certificates.by("user:aigul").revoke(device.id(), CertificateText.fingerprint(certificate));
        assertThat(audit.of(device.id()).reversed())
                .filteredOn(entry ->
                        !entry.action().startsWith("device.") && !entry.action().startsWith("credential."))
                .extracting(AuditEntry::actor, AuditEntry::action)
                .containsExactly(
                        tuple("user:aigul", "certificate.enrolment"),
                        tuple("device:room3", "certificate.issue"),
                        tuple("user:aigul", "certificate.revoke"));
        assertThat(audit.of(device.id()).getFirst().changes().toString()).contains(CertificateText.serial(certificate));
        CertificateAuthority authority = CertificateAuthority.generate("Әуезов CA", START);
        certificates.trust(ours.id(), authority.certificate());
        certificates.trust(ours.id(), authority.certificate());
        assertThat(audit.of(ours.id()))
                .extracting(AuditEntry::action)
                .as("once, as nothing changed the second time")
                .containsExactly("authority.add", "institution.add");
        assertThat(audit.after(0, 1000).toString()).doesNotContain(secret);
        assertThat(audit.verify().broken()).isEmpty();
    }
}
