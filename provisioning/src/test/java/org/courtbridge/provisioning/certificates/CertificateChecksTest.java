package org.courtbridge.provisioning.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Placement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CertificateChecksTest {

    private static final Instant NOW = Instant.parse("2026-11-25T05:00:00Z");

    private static CertificateAuthority theirs;
    private static CertificateAuthority others;

    @BeforeAll
    static void make() {
        theirs = CertificateAuthority.generate("Сот CA", NOW);
        others = CertificateAuthority.generate("Сот CA", NOW);
    }

    private static Placement device(String id, String username, String serial) {
        return new Placement(
                Device.newlyAdded(id, "Зал", username, NOW),
                new DeviceDescription(
                        Optional.empty(), "", "", "", serial, "", List.of(), "", List.of(), "", List.of(), ""),
                Optional.empty(),
                Optional.empty());
    }

    /** Of whatever name the institution writes. */
    private static X509Certificate named(CertificateAuthority by, String id, String name) throws Exception {
        return by.issue(
                new DeviceNames(id, List.of(name)),
                SigningRequest.parse(TestRequests.request("", TestRequests.ec("secp256r1"))),
                NOW,
                Duration.ofDays(10),
                Optional.empty());
    }

    @Test
    void aChainIsBelievedOnTheWordOfItsAuthorityAlone() throws Exception {
        X509Certificate certificate = named(theirs, "x", "room3");
        Set<X509Certificate> anchors = Set.of(theirs.certificate());
        assertThat(CertificateChecks.anchorOf(List.of(certificate), anchors, NOW))
                .contains(theirs.certificate());
        assertThat(CertificateChecks.anchorOf(List.of(certificate, theirs.certificate()), anchors, NOW))
                .contains(theirs.certificate());
        assertThat(CertificateChecks.anchorOf(List.of(certificate), Set.of(others.certificate()), NOW))
                .as("another of the same name")
                .isEmpty();
        assertThat(CertificateChecks.anchorOf(List.of(certificate), Set.of(), NOW))
                .isEmpty();
        assertThat(CertificateChecks.anchorOf(List.of(), anchors, NOW)).isEmpty();
        assertThat(CertificateChecks.anchorOf(List.of(theirs.certificate()), anchors, NOW))
                .as("the authority is no device")
                .isEmpty();
        assertThat(CertificateChecks.anchorOf(List.of(certificate), anchors, NOW.plus(Duration.ofDays(11))))
                .as("ended")
                .isEmpty();
    }

    @Test
    void aDeviceIsFoundByEachOfItsNames() throws Exception {
        List<Placement> devices = List.of(device("id-3", "room3", "FOC3"), device("id-4", "room4", "FOC4"));
        for (String name : List.of("room3", "ROOM3", "id-3", "foc3")) {
            assertThat(CertificateChecks.named(named(theirs, "unknown", name), devices))
                    .as(name)
                    .contains(devices.getFirst());
        }
        assertThat(CertificateChecks.named(named(theirs, "id-4", "nobody"), devices))
                .as("by urn:uuid:")
                .contains(devices.get(1));
        assertThat(CertificateChecks.named(named(theirs, "unknown", "nobody"), devices))
                .isEmpty();
        assertThat(CertificateChecks.named(named(theirs, "id-4", "room3"), devices))
                .as("one name of each of two devices")
                .isEmpty();
    }

    @Test
    void anAuthorityIsOneAndIsGoodNow() throws Exception {
        CertificateChecks.checkAuthority(theirs.certificate(), NOW);
        X509Certificate device = named(theirs, "x", "room3");
        assertThatThrownBy(() -> CertificateChecks.checkAuthority(device, NOW))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessageContaining("of no authority");
        assertThatThrownBy(() ->
                        CertificateChecks.checkAuthority(theirs.certificate(), NOW.plus(Duration.ofDays(25 * 365))))
                .isInstanceOf(RefusedRequestException.class);
    }

    @Test
    void whoRenewsKeepsItsNames() throws Exception {
        X509Certificate former = named(theirs, "id-3", "room3");
        KeyPair pair = TestRequests.ec("secp256r1");
        CertificateChecks.checkSameNames(SigningRequest.parse(TestRequests.request("CN=room3", pair)), former);
        CertificateChecks.checkSameNames(
                SigningRequest.parse(TestRequests.request("CN=room3", pair, "urn:uuid:id-3")), former);
        for (byte[] other : List.of(
                TestRequests.request("CN=room4", pair),
                TestRequests.request("", pair),
                TestRequests.request("CN=room3,O=Court", pair),
                TestRequests.request("CN=room3", pair, "urn:uuid:id-4"))) {
            SigningRequest request = SigningRequest.parse(other);
            assertThatThrownBy(() -> CertificateChecks.checkSameNames(request, former))
                    .isInstanceOf(RefusedRequestException.class);
        }
    }
}
