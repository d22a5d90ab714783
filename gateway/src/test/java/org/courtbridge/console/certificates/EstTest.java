package org.courtbridge.console.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.est.ESTAuth;
import org.bouncycastle.est.ESTException;
import org.bouncycastle.est.ESTService;
import org.bouncycastle.est.jcajce.JcaHttpAuthBuilder;
import org.bouncycastle.est.jcajce.JsseESTServiceBuilder;
import org.bouncycastle.util.Store;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.gateway.store.DeviceKey;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.certificates.CertificateAuthority;
import org.courtbridge.provisioning.certificates.CertificateText;
import org.courtbridge.provisioning.certificates.DeviceNames;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Room;
import org.courtbridge.signalling.bfcp.BfcpTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Enrolment over Secure Transport with BouncyCastle's client, which knows nothing of our server, and by hand. */
class EstTest {

    @TempDir
    private Path folder;

    private RunningConsole running;
    private Device room;
    private final DeviceKey key = DeviceKey.make();

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        room = running.services.devices().add("Зал № 3", "room3", "pass:word");
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private ESTService service(Optional<X509Certificate> shown) throws Exception {
        JsseESTServiceBuilder builder = new JsseESTServiceBuilder(
                        "127.0.0.1:" + running.server.devicePort(), trusting())
                .withHostNameAuthorizer((_, _) -> true);
        if (shown.isPresent()) {
            builder.withKeyManagers(key.keyManagers(shown.get()));
        }
        return builder.build();
    }

    private X509TrustManager trusting() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", CertificateText.read(Files.readString(running.chain)));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    private static ESTAuth password(String username, String password) throws Exception {
        return new JcaHttpAuthBuilder(username, password.toCharArray()).build();
    }

    private static X509Certificate only(Store<X509CertificateHolder> store) throws Exception {
        assertThat(store.getMatches(null)).hasSize(1);
        return new JcaX509CertificateConverter()
                .getCertificate(store.getMatches(null).iterator().next());
    }

    private X509Certificate enrolled(String subject) throws Exception {
        return only(service(Optional.empty())
                .simpleEnroll(false, key.pkcs10(subject), password("room3", "pass:word"))
                .getStore());
    }

    @Test
    void aStrangersClientGoesThroughAllOfIt() throws Exception {
        ESTService first = service(Optional.empty());
        X509Certificate authority = only(first.getCACerts().getCertificateStore());
        assertThat(authority).isEqualTo(running.certificates.authority());
        var attributes = first.getCSRAttributes().getAttributesResponse();
        assertThat(attributes.hasRequirement(X9ObjectIdentifiers.ecdsa_with_SHA256))
                .isTrue();
        assertThat(attributes.isAttribute(X9ObjectIdentifiers.id_ecPublicKey)).isTrue();

        X509Certificate certificate = enrolled("CN=room3");
        certificate.verify(authority.getPublicKey());
        assertThat(certificate.getPublicKey()).isEqualTo(key.pair().getPublic());
        assertThat(running.certificates.deviceOf(List.of(certificate))).contains(room);

        X509Certificate renewed = only(service(Optional.of(certificate))
                .simpleEnroll(true, key.pkcs10("CN=room3"), null)
                .getStore());
        assertThat(renewed).isNotEqualTo(certificate);
        assertThat(running.certificates.deviceOf(List.of(renewed))).contains(room);
        assertThat(running.certificates.deviceOf(List.of(certificate)))
                .as("the former one, meanwhile")
                .contains(room);
        assertThat(running.services.audit().of(room.id()))
                .filteredOn(entry -> entry.action().equals("certificate.issue"))
                .extracting(AuditEntry::actor)
                .containsExactly("device:room3", "device:room3");
    }

    @Test
    void whoRenewsIsKnownByAGoodCertificateAndKeepsItsName() throws Exception {
        X509Certificate certificate = enrolled("CN=room3");
        ESTService certified = service(Optional.of(certificate));
        assertThatThrownBy(() -> certified.simpleEnroll(true, key.pkcs10("CN=" + room.id()), null))
                .as("another name, though its own")
                .isInstanceOf(ESTException.class)
                .hasMessageContaining("400");
        assertThatThrownBy(() -> service(Optional.empty())
                        .simpleEnroll(true, key.pkcs10("CN=room3"), password("room3", "pass:word")))
                .as("by password")
                .hasMessageContaining("403");
        running.certificates.revoke(room.id(), CertificateText.fingerprint(certificate));
        assertThatThrownBy(() -> certified.simpleEnroll(true, key.pkcs10("CN=room3"), null))
                .as("revoked")
                .hasMessageContaining("401");
        assertThat(running.certificates.of(room.id())).hasSize(1);
    }

    /** RFC 7030, section 3.3.2: whose certificates are enough is for the server to say. */
    @Test
    void anInstitutionsCertificateGetsNoneOfOurs() throws Exception {
        Institution court = Institution.of("Әуезов соты", InstitutionKind.COURT, "Алматы");
        running.services.inventory().save(court);
        Room hall = Room.of(court.id(), "Зал");
        running.services.inventory().save(hall);
        running.services.inventory().describe(room.id(), DeviceDescription.UNKNOWN.inRoom(Optional.of(hall.id())));
        CertificateAuthority authority = CertificateAuthority.generate("Әуезов CA", Instant.now());
        running.certificates.trust(court.id(), authority.certificate());
        X509Certificate theirs = authority.issue(
                new DeviceNames("unknown", List.of("room3")),
                key.request("CN=room3"),
                Instant.now(),
                Duration.ofDays(1),
                Optional.empty());
        assertThat(running.certificates.deviceOf(List.of(theirs))).contains(room);
        ESTService certified = service(Optional.of(theirs));
        for (boolean again : new boolean[] {false, true}) {
            assertThatThrownBy(() -> certified.simpleEnroll(again, key.pkcs10("CN=room3"), null))
                    .hasMessageContaining("401");
        }
        assertThat(running.certificates.of(room.id())).isEmpty();
        assertThat(only(certified
                        .simpleEnroll(false, key.pkcs10("CN=room3"), password("room3", "pass:word"))
                        .getStore()))
                .as("by its password, as every device")
                .isNotNull();
    }

    @Test
    void aSecretForEnrolmentWorksOnce() throws Exception {
        String secret =
                running.certificates.newEnrolmentSecret(room.id(), Instant.now().plusSeconds(60));
        assertThat(only(service(Optional.empty())
                                .simpleEnroll(false, key.pkcs10(""), password("room3", secret))
                                .getStore())
                        .getSubjectX500Principal()
                        .getName())
                .isEqualTo("CN=room3");
        assertThatThrownBy(
                        () -> service(Optional.empty()).simpleEnroll(false, key.pkcs10(""), password("room3", secret)))
                .hasMessageContaining("401");
    }

    private static HttpClient client(KeyManager... keys) throws Exception {
        // The test's server has a certificate of nobody.
        return HttpClient.newBuilder().sslContext(BfcpTls.context(keys)).build();
    }

    /** Without a token: it is known already. */
    @Test
    void aDeviceFetchesItsConfigurationByItsCertificate() throws Exception {
        X509Certificate certificate = enrolled("CN=room3");
        URI file = URI.create("https://127.0.0.1:%d/provision/805ec079c37f.cfg".formatted(running.server.devicePort()));
        HttpRequest request = HttpRequest.newBuilder(file).build();
        try (HttpClient device = client(key.keyManagers(certificate));
                HttpClient stranger = client()) {
            HttpResponse<String> answer = device.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("room3", "pass:word");
            assertThat(stranger.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(401);

            running.certificates.revoke(
                    room.id(), running.certificates.of(room.id()).getFirst().fingerprint());
            HttpResponse<String> revoked = device.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(revoked.statusCode()).isEqualTo(404);
            assertThat(revoked.body()).doesNotContain("pass:word");
        }
    }

    private HttpResponse<String> send(String method, String path, String authorization, String type, String body)
            throws Exception {
        try (HttpClient client = client()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                            "https://127.0.0.1:%d%s%s".formatted(running.server.devicePort(), EstEndpoints.BASE, path)))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Content-Type", type);
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            running.described.check(method, EstEndpoints.BASE + path, response);
            return response;
        }
    }

    private static String basic(String username, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> enrol(String authorization, String body) throws Exception {
        return send("POST", "/simpleenroll", authorization, "application/pkcs10", body);
    }

    private static String type(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    @Test
    void answersAreOfTheTypesOfTheStandard() throws Exception {
        HttpResponse<String> authorities = send("GET", "/cacerts", "", "text/plain", "");
        assertThat(authorities.statusCode()).isEqualTo(200);
        assertThat(type(authorities)).startsWith("application/pkcs7-mime");
        assertThat(authorities.headers().firstValue("Content-Transfer-Encoding"))
                .contains("base64");
        assertThat(type(send("GET", "/csrattrs", "", "text/plain", ""))).isEqualTo("application/csrattrs");
        running.services.devices().changePassword(room.id(), "құпия:сөз");
        HttpResponse<String> enrolled = enrol(basic("ROOM3", "құпия:сөз"), key.base64("CN=room3"));
        assertThat(enrolled.statusCode()).as(enrolled.body()).isEqualTo(200);
        assertThat(type(enrolled)).isEqualTo("application/pkcs7-mime; smime-type=certs-only");
        for (String path : new String[] {"/serverkeygen", "/fullcmc"}) {
            assertThat(send("POST", path, "", "application/pkcs10", "").statusCode())
                    .isEqualTo(501);
        }
    }

    @Test
    void refusalsSayWhyInPlainWords() throws Exception {
        running.clock = InstantSource.fixed(Instant.now());
        String good = basic("room3", "pass:word");
        for (String none : new String[] {"", "Bearer x", "Basic %%", "Basic " + "cm9vbTM="}) {
            HttpResponse<String> challenge = enrol(none, key.base64("CN=room3"));
            assertThat(challenge.statusCode()).isEqualTo(401);
            assertThat(challenge.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(challenge.body()).isEmpty();
        }
        refused(enrol(good, key.base64("CN=room4")), 400, "subject: CN is not this device's");
        refused(enrol(good, "not base64!"), 400, "certificate request: no base64");
        refused(enrol(good, "AAAA"), 400, "certificate request: malformed");
        assertThat(enrol(good, key.base64("CN=room3")).statusCode())
                .as("waits after three that were refused")
                .isEqualTo(429);
        assertThat(running.certificates.of(room.id())).isEmpty();
    }

    /** A browser would add the password that somebody once typed. */
    @Test
    void aPageOfAnotherOriginGetsNoCertificate() throws Exception {
        try (HttpClient client = client()) {
            HttpRequest foreign = HttpRequest.newBuilder(URI.create("https://127.0.0.1:%d%s/simpleenroll"
                            .formatted(running.server.devicePort(), EstEndpoints.BASE)))
                    .POST(HttpRequest.BodyPublishers.ofString(key.base64("CN=room3")))
                    .header("Authorization", basic("room3", "pass:word"))
                    .header("Origin", "https://evil.example")
                    .build();
            assertThat(client.send(foreign, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(running.certificates.of(room.id())).isEmpty();
    }

    @Test
    void sizesAndTypesAreBounded() throws Exception {
        String good = basic("room3", "pass:word");
        refused(enrol(good, "A".repeat(25_000)), 413, "body: 25000 bytes (expected: at most 24576)");
        assertThat(enrol(good, "A".repeat(100_000)).statusCode()).isEqualTo(413);
        refused(send("POST", "/simpleenroll", good, "text/plain", key.base64("")), 415, "Content-Type: text/plain");
    }

    private static void refused(HttpResponse<String> response, int status, String words) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(type(response)).startsWith("text/plain");
        assertThat(response.body()).startsWith(words).doesNotContain("pass:word");
        assertThat(response.headers().firstValue("WWW-Authenticate").isPresent())
                .isEqualTo(status == 401);
    }

    @Test
    void guessingIsCountedSlowedAndToldNothing() throws Exception {
        running.clock = InstantSource.fixed(Instant.now());
        String request = key.base64("CN=room3");
        for (int i = 0; i < 3; i++) {
            refused(enrol(basic("room3", "қате" + i), request), 401, "Wrong name or password.");
        }
        HttpResponse<String> slowed = enrol(basic("room3", "pass:word"), request);
        refused(slowed, 429, "Too many attempts.");
        assertThat(slowed.headers().firstValue("Retry-After")).isPresent();
        refused(enrol(basic("nobody", "қате"), request), 401, "Wrong name or password.");
        assertThat(running.send("GET", "/metrics", "").body())
                .contains("courtbridge_dropped_arrivals_total{ports=\"est\"} 4.0");
        assertThat(running.certificates.of(room.id())).isEmpty();
    }

    @Test
    void aDisabledDeviceGetsNothing() throws Exception {
        running.services.devices().setEnabled(room.id(), false);
        refused(enrol(basic("room3", "pass:word"), key.base64("")), 401, "Wrong name or password.");
    }

    @Test
    void nothingIsSaidInTheClear() throws Exception {
        HttpResponse<String> clear = running.send("GET", EstEndpoints.BASE + "/cacerts", "");
        refused(clear, 403, "Enrolment is over TLS alone.");
    }
}
