package org.courtbridge.provisioning.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.provisioning.certificates.CertificateAuthority.Revoked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {

    private static final Instant NOW = Instant.parse("2026-11-25T05:00:00Z");
    private static final DeviceNames ROOM = new DeviceNames(
            "6b5d7c80-9d59-4a3c-8f0e-0d0d33d7a001",
            List.of("room3", "6b5d7c80-9d59-4a3c-8f0e-0d0d33d7a001", "FOC2231NABC"));

    private static CertificateAuthority authority;

    @BeforeAll
    static void make() {
        authority = CertificateAuthority.generate("Courtbridge devices", NOW);
    }

    private static SigningRequest request(String subject) throws Exception {
        return SigningRequest.parse(TestRequests.request(subject, TestRequests.ec("secp256r1")));
    }

    private static X509Certificate issue(String subject) throws Exception {
        return authority.issue(
                ROOM, request(subject), NOW, Duration.ofDays(397), Optional.of("https://court.kz/crl/devices.crl"));
    }

    @Test
    void theRootIsOneThatSignsCertificatesAndLists() throws Exception {
        X509Certificate root = authority.certificate();
        root.verify(root.getPublicKey());
        assertThat(root.getBasicConstraints()).isZero();
        assertThat(root.getKeyUsage()).containsExactly(false, false, false, false, false, true, true, false, false);
    }

    @Test
    void aDeviceGetsACertificateForNothingButToBeKnownAsAClient() throws Exception {
        X509Certificate certificate = issue("CN=foc2231nabc,O=Supreme Court");
        certificate.verify(authority.certificate().getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName())
                .as("the device's name as the inventory has it, and nothing that it claims besides")
                .isEqualTo("CN=FOC2231NABC");
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getKeyUsage())
                .containsExactly(true, false, false, false, false, false, false, false, false);
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(6, "urn:uuid:" + ROOM.id()));
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(397)));
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofHours(1)));
        assertThat(authority.signed(certificate)).isTrue();
        assertThat(CertificateAuthority.generate("Courtbridge devices", NOW).signed(certificate))
                .as("another authority of the same name")
                .isFalse();
        assertThat(issue("").getSubjectX500Principal().getName()).isEqualTo("CN=room3");
    }

    @Test
    void serialNumbersAreLongPositiveAndNeverTheSame() throws Exception {
        Set<BigInteger> seen = new HashSet<>();
        SigningRequest request = request("");
        for (int i = 0; i < 50; i++) {
            BigInteger serial = authority
                    .issue(ROOM, request, NOW, Duration.ofDays(1), Optional.empty())
                    .getSerialNumber();
            assertThat(serial.signum()).isPositive();
            assertThat(serial.bitLength()).isBetween(129, 159);
            assertThat(seen.add(serial)).isTrue();
        }
    }

    @Test
    void nobodyGetsTheNameOfAnother() throws Exception {
        SigningRequest other = request("CN=room4");
        assertThatThrownBy(() -> authority.issue(ROOM, other, NOW, Duration.ofDays(1), Optional.empty()))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessageStartingWith("subject: CN is not this device's (expected: one of [room3,");
    }

    @Test
    void noCertificateOutlivesTheRoot() throws Exception {
        X509Certificate certificate =
                authority.issue(ROOM, request(""), NOW, Duration.ofDays(36_500), Optional.empty());
        assertThat(certificate.getNotAfter()).isEqualTo(authority.certificate().getNotAfter());
    }

    @Test
    void theListOfTheRevokedIsSignedAndNumbered() throws Exception {
        X509Certificate revoked = issue("");
        X509Certificate good = issue("");
        X509CRL list = list(authority.revocationList(
                BigInteger.valueOf(7), NOW, Duration.ofDays(7), List.of(new Revoked(revoked.getSerialNumber(), NOW))));
        list.verify(authority.certificate().getPublicKey());
        assertThat(list.isRevoked(revoked)).isTrue();
        assertThat(list.isRevoked(good)).isFalse();
        assertThat(list.getNextUpdate().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(7)));
        assertThat(list.getExtensionValue("2.5.29.20")).containsExactly(4, 3, 2, 1, 7);
        X509CRL empty = list(authority.revocationList(BigInteger.ONE, NOW, Duration.ofDays(7), List.of()));
        assertThat(empty.isRevoked(revoked)).isFalse();
    }

    private static X509CRL list(byte[] der) throws Exception {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    }

    @Test
    void aKeyThatWeMakeOpensWithItsPasswordAndBringsItsChain() throws Exception {
        PortableIdentity identity = PortableIdentity.make(
                request -> authority.issue(ROOM, request, NOW, Duration.ofDays(1), Optional.empty()),
                authority.certificate(),
                "құпия-сөз");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(identity.pkcs12()), "құпия-сөз".toCharArray());
        assertThat(store.getCertificateChain("device"))
                .containsExactly(identity.certificate(), authority.certificate());
        assertThat(store.getKey("device", "құпия-сөз".toCharArray())).isNotNull();
    }

    @Test
    void certificatesReadAsTheyWereWritten() throws Exception {
        X509Certificate certificate = issue("");
        String pem = CertificateText.pem(certificate);
        assertThat(CertificateText.read("Bag Attributes\n" + pem)).isEqualTo(certificate);
        assertThatThrownBy(() -> CertificateText.read(pem + pem)).isInstanceOf(RefusedRequestException.class);
        assertThatThrownBy(() -> CertificateText.read("")).isInstanceOf(RefusedRequestException.class);
        assertThat(CertificateText.readChain("Bag Attributes\n" + pem + "issuer=/CN=x\n" + pem.repeat(7)))
                .hasSize(8)
                .containsOnly(certificate);
        assertThatThrownBy(() -> CertificateText.readChain(pem.repeat(9))).isInstanceOf(RefusedRequestException.class);
        assertThatThrownBy(() -> CertificateText.readChain(pem + pem.substring(0, pem.length() - 30)))
                .as("cut off")
                .isInstanceOf(RefusedRequestException.class);
        assertThatThrownBy(() -> CertificateText.readChain("")).isInstanceOf(RefusedRequestException.class);
        assertThatThrownBy(() -> CertificateText.read(pem.replaceAll("(?m)^M", "N")))
                .isInstanceOf(RefusedRequestException.class);
    }
}
