package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A device gets its certificate by EST, is known by it over SIP and HTTPS, and is not any more when it is revoked: all of it with
 * curl, OpenSSL and baresip.
 */
@Tag("fast")
class DeviceCertificatesIT {

    private static final String HTTPS = "https://" + Scratch.ADDRESS + ":" + GatewayProcess.DEVICE_PORT;

    private static Court court;
    private static Path folder;
    private static AdminClient admin;

    @BeforeAll
    static void open() throws Exception {
        court = Court.open("DeviceCertificatesIT");
        folder = court.folder();
        admin = new AdminClient(court.gateway().data());
    }

    @AfterAll
    static void close() throws Exception {
        court.close();
    }

    /** A shell's commands in the test's folder. @return what they have printed; the outcome is the last's */
    private static String shell(int outcome, String commands) throws Exception {
        Process process = new ProcessBuilder("bash", "-o", "pipefail", "-ec", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isEqualTo(outcome);
        return printed;
    }

    private static String est(String arguments, String operation) {
        return "curl -sS --fail-with-body --cacert %s %s %s/.well-known/est/%s"
                .formatted(court.gateway().certificate(), arguments, HTTPS, operation);
    }

    private static final String CERTIFICATES = " | openssl base64 -d | openssl pkcs7 -inform DER -print_certs -out ";

    /** @return the first line of the final answer to a REGISTER without a password */
    private static String register(String user, String certificate, String key) throws Exception {
        Process client = new ProcessBuilder(
                        "openssl",
                        "s_client",
                        "-quiet",
                        "-connect",
                        Scratch.ADDRESS + ":" + GatewayProcess.SIP_TLS_PORT,
                        "-CAfile",
                        court.gateway().certificate().toString(),
                        "-verify_return_error",
                        "-cert",
                        certificate,
                        "-key",
                        key)
                .directory(folder.toFile())
                .redirectError(folder.resolve("s_client.err").toFile())
                .start();
        try (BufferedReader answer = client.inputReader()) {
            client.getOutputStream().write("""
                            REGISTER sip:%1$s SIP/2.0
                            Via: SIP/2.0/TLS %1$s:5999;branch=z9hG4bK%3$s;rport
                            Max-Forwards: 70
                            From: <sip:%2$s@%1$s>;tag=a
                            To: <sip:%2$s@%1$s>
                            Call-ID: %3$s
                            CSeq: 1 REGISTER
                            Contact: <sip:%2$s@%1$s:5999;transport=tls>
                            Expires: 600
                            Content-Length: 0

                            """.formatted(Scratch.ADDRESS, user, System.nanoTime())
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().flush();
            String line = answer.readLine();
            while (line != null && !line.matches("SIP/2\\.0 [2-6].*")) {
                line = answer.readLine();
            }
            assertThat(line)
                    .as("%s", Files.readString(folder.resolve("s_client.err")))
                    .isNotNull();
            return line;
        } finally {
            client.destroy();
            client.waitFor(5, TimeUnit.SECONDS);
        }
    }

    private static void request(String user, String name) throws Exception {
        shell(0, """
                openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout %2$s.key -subj /CN=%1$s \
                    -outform DER -out %2$s.der
                openssl base64 -in %2$s.der -out %2$s.b64
                """.formatted(user, name));
    }

    private static String enrol(BaresipPeer.Account account, String name) throws Exception {
        request(account.user(), name);
        return shell(
                0,
                est("", "cacerts") + CERTIFICATES + "ca.pem\n"
                        + est(
                                "-u '%s:%s' -H 'Content-Type: application/pkcs10' --data-binary @%s.b64"
                                        .formatted(account.user(), account.password(), name),
                                "simpleenroll")
                        + CERTIFICATES + name + ".pem\n"
                        + "openssl verify -CAfile ca.pem -purpose sslclient " + name + ".pem\n");
    }

    @Test
    void curlAndOpensslGoThroughAllOfIt() throws Exception {
        BaresipPeer.Account account = court.account(1);
        assertThat(enrol(account, "first")).contains("first.pem: OK");
        assertThat(shell(0, "openssl x509 -in first.pem -noout -subject -ext extendedKeyUsage,subjectAltName"))
                .containsPattern("CN ?= ?" + account.user())
                .contains("TLS Web Client Authentication")
                .contains("URI:urn:uuid:");
        assertThat(register(account.user(), "first.pem", "first.key")).startsWith("SIP/2.0 200");

        request(account.user(), "second");
        assertThat(shell(
                        0,
                        est(
                                        "--cert first.pem --key first.key -H 'Content-Type: application/pkcs10'"
                                                + " --data-binary @second.b64",
                                        "simplereenroll")
                                + CERTIFICATES + "second.pem\nopenssl verify -CAfile ca.pem second.pem\n"))
                .contains("second.pem: OK");
        assertThat(register(account.user(), "second.pem", "second.key")).startsWith("SIP/2.0 200");
        assertThat(register(account.user(), "first.pem", "first.key"))
                .as("the former one, meanwhile")
                .startsWith("SIP/2.0 200");

        String list = "curl -sS --fail --cacert %s %s/crl/devices.crl -o list.crl\n"
                + "openssl crl -inform DER -in list.crl -CAfile ca.pem -verify -noout -crlnumber\n"
                + "openssl crl -inform DER -in list.crl -out list.pem\n";
        list = list.formatted(court.gateway().certificate(), HTTPS);
        assertThat(shell(0, list + "openssl verify -crl_check -CRLfile list.pem -CAfile ca.pem first.pem"))
                .contains("verify OK", "first.pem: OK");
        revoke(account.user(), "first");
        assertThat(shell(2, list + "openssl verify -crl_check -CRLfile list.pem -CAfile ca.pem first.pem"))
                .contains("verify OK", "certificate revoked");
        assertThat(shell(0, "openssl verify -crl_check -CRLfile list.pem -CAfile ca.pem second.pem"))
                .contains("second.pem: OK");
        assertThat(register(account.user(), "first.pem", "first.key")).startsWith("SIP/2.0 401");
        assertThat(register(account.user(), "second.pem", "second.key")).startsWith("SIP/2.0 200");
        assertThat(shell(
                        22,
                        est(
                                "--cert first.pem --key first.key -H 'Content-Type: application/pkcs10'"
                                        + " --data-binary @second.b64 -w '%{http_code}'",
                                "simplereenroll")))
                .contains("401");
    }

    private static void revoke(String user, String name) throws Exception {
        String serial = shell(0, "openssl x509 -in %s.pem -noout -serial".formatted(name))
                .strip()
                .replace("serial=", "");
        for (var device : admin.get("/devices")) {
            if (device.path("username").asText().equals(user)) {
                String path = "/devices/" + device.path("id").asText() + "/certificates";
                for (var certificate : admin.get(path)) {
                    if (certificate.path("serial").asText().equals(serial)) {
                        admin.post(path + "/" + certificate.path("fingerprint").asText() + "/revocation", Map.of());
                        return;
                    }
                }
            }
        }
        throw new AssertionError("no certificate " + serial);
    }

    @Test
    void portsForDevicesAskForCertificatesOfOurAuthority() throws Exception {
        for (int port : List.of(GatewayProcess.SIP_TLS_PORT, GatewayProcess.DEVICE_PORT)) {
            assertThat(shake(port))
                    .containsPattern("Acceptable client certificate CA names\nCN ?= ?Courtbridge devices");
        }
    }

    /** A browser that is asked connects anew before it says that it has none. */
    @Test
    void nobodyWhoOpensAPageIsAskedForACertificate() throws Exception {
        assertThat(shake(GatewayProcess.HTTPS_PORT))
                .contains("No client certificate CA names sent", "Verify return code: 0 (ok)");
    }

    private static String shake(int port) throws Exception {
        return shell(
                0,
                "openssl s_client -connect %s:%d -CAfile %s -verify_return_error </dev/null"
                        .formatted(Scratch.ADDRESS, port, court.gateway().certificate()));
    }

    /** Its password is wrong, so that it can register by its certificate alone. */
    @Test
    void baresipRegistersByItsCertificate() throws Exception {
        BaresipPeer.Account account = court.account(2);
        enrol(account, "baresip");
        shell(0, "cat baresip.key baresip.pem > baresip-identity.pem");
        BaresipPeer.Account guessing = new BaresipPeer.Account(2, account.user(), "guess", account.server(), true)
                .over("tls", GatewayProcess.SIP_TLS_PORT);
        String settings = "sip_cafile %s\nsip_verify_server yes\nsip_certificate %s\n"
                .formatted(court.gateway().certificate(), folder.resolve("baresip-identity.pem"));
        try (BaresipPeer room = BaresipPeer.start(folder, guessing, settings)) {
            room.awaitRegistered();
        }
    }
}
