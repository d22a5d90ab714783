package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.DeviceKey;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.gateway.store.StoredInventory;
import org.courtbridge.gateway.store.certificates.StoredCertificates;
import org.courtbridge.provisioning.certificates.CertificateAuthority;
import org.courtbridge.provisioning.certificates.CertificateText;
import org.courtbridge.provisioning.certificates.DeviceNames;
import org.courtbridge.provisioning.inventory.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that show a certificate when they connect over TLS, and say no password. */
class CertifiedDeviceTest {

    private static final int PATIENCE_MS = 60_000;

    @TempDir
    private Path folder;

    private final DeviceKey key = DeviceKey.make();
    private Database database;
    private StoredCertificates certificates;
    private Device room;
    private TestIdentity gateway;
    private Rig rig;

    /** Of whoever has answered last. */
    private String tag = "";

    @BeforeEach
    void open() throws Exception {
        InstantSource clock = InstantSource.system();
        database = EmptyDatabase.in(folder);
        SecretBox box = SecretBox.open(database, MasterKey.keptIn(folder));
        StoredDevices devices = new StoredDevices(database, FakeDevices.REALM, box, clock);
        StoredAudit audit = new StoredAudit(database, clock);
        certificates = new StoredCertificates(
                database,
                box,
                devices,
                new StoredInventory(database, devices, audit),
                audit,
                new StoredCertificates.Settings(Duration.ofDays(30), Optional::empty, false),
                clock);
        certificates.refreshIssuers();
        room = devices.add("Зал", "room3", "сөз");
        gateway = TestIdentity.make();
        rig = Rig.asking(gateway.tls(), certificates);
    }

    @AfterEach
    void close() {
        rig.close();
        database.close();
    }

    private X509Certificate issued() throws Exception {
        return certificates.issue(room.id(), key.request(""));
    }

    private SSLSocket connect(KeyManager[] shown, String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown, gateway.tls().trustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(
                        InetAddress.getLoopbackAddress(), rig.endpoint.tlsPort().orElseThrow());
        socket.setEnabledProtocols(new String[] {protocol});
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static String request(String method, String user, String call) {
        return """
                %s sip:court.test SIP/2.0
                Via: SIP/2.0/TLS 127.0.0.1:5999;branch=z9hG4bK%s;rport
                Max-Forwards: 70
                From: <sip:%s@elsewhere.test>;tag=a
                To: <sip:%s@court.test>
                Call-ID: %s
                CSeq: 1 %s
                Contact: <sip:%s@127.0.0.1:5999;transport=tls>
                Expires: 600
                Content-Length: 0

                """.formatted(method, call, user, user, call, method, user).replace("\n", "\r\n");
    }

    /** The first line of the final response. */
    private String ask(SSLSocket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        String response = response(socket.getInputStream());
        while (response.startsWith("SIP/2.0 1")) {
            response = response(socket.getInputStream());
        }
        Matcher found = Pattern.compile("(?im)^To:.*;tag=([^;\\r]+)").matcher(response);
        tag = found.find() ? found.group(1) : "";
        return response.lines().findFirst().orElseThrow();
    }

    /** Without a body, as those here have none. */
    private static String response(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("closed after: " + text);
            }
            text.append((char) octet);
        }
        return text.toString();
    }

    @Test
    void registersWithoutAPassword() throws Exception {
        KeyManager[] shown = key.keyManagers(issued());
        for (String protocol : new String[] {"TLSv1.3", "TLSv1.2"}) {
            try (SSLSocket socket = connect(shown, protocol)) {
                assertThat(ask(socket, request("REGISTER", "room3", "in" + protocol)))
                        .as(protocol)
                        .startsWith("SIP/2.0 200");
                assertThat(rig.endpoint.isRegistered(room)).isTrue();
                assertThat(ask(socket, request("REGISTER", "alice", "as" + protocol)))
                        .as("as another device")
                        .startsWith("SIP/2.0 403");
            }
        }
    }

    /** It goes on registering when its former password lapses. */
    @Test
    void needsNoFormerPassword() throws Exception {
        try (SSLSocket socket = connect(key.keyManagers(issued()), "TLSv1.3")) {
            assertThat(rig.devices.superseded()).isEmpty();
            assertThat(ask(socket, request("REGISTER", "room3", "rotated"))).startsWith("SIP/2.0 200");
        }
        assertThat(rig.devices.superseded()).containsExactly(room.id());
    }

    @Test
    void isChallengedWithoutACertificate() throws Exception {
        try (SSLSocket socket = connect(new KeyManager[0], "TLSv1.3")) {
            assertThat(ask(socket, request("REGISTER", "room3", "none"))).startsWith("SIP/2.0 401");
        }
    }

    @Test
    void isChallengedOnTheSameConnectionOnceItIsRevoked() throws Exception {
        X509Certificate certificate = issued();
        try (SSLSocket socket = connect(key.keyManagers(certificate), "TLSv1.3")) {
            assertThat(ask(socket, request("REGISTER", "room3", "before"))).startsWith("SIP/2.0 200");
            certificates.revoke(room.id(), CertificateText.fingerprint(certificate));
            assertThat(ask(socket, request("REGISTER", "room3", "after"))).startsWith("SIP/2.0 401");
        }
    }

    @Test
    void aForeignCertificateConnectsAndProvesNothing() throws Exception {
        CertificateAuthority stranger = CertificateAuthority.generate("Courtbridge devices", Instant.now());
        X509Certificate forged = stranger.issue(
                new DeviceNames(room.id(), List.of("room3")),
                key.request(""),
                Instant.now(),
                Duration.ofDays(1),
                Optional.empty());
        try (SSLSocket socket = connect(key.keyManagers(forged), "TLSv1.3")) {
            assertThat(ask(socket, request("REGISTER", "room3", "forged"))).startsWith("SIP/2.0 401");
        }
    }

    @Test
    void callsAsItselfWhateverItsAddressSays() throws Exception {
        String offer = """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio 40000 RTP/AVP 8
                """.replace("\n", "\r\n");
        String invite = request("INVITE", "100", "call")
                .replace("INVITE sip:court.test", "INVITE sip:100@court.test")
                .replace("Content-Length: 0", "Content-Type: application/sdp\r\nContent-Length: " + offer.length());
        try (SSLSocket socket = connect(key.keyManagers(issued()), "TLSv1.3")) {
            assertThat(ask(socket, invite + offer)).startsWith("SIP/2.0 200");
            String acknowledged = invite.replace("INVITE", "ACK");
            socket.getOutputStream()
                    .write(acknowledged
                            .replaceAll("Content-[^\r]*\r\n", "")
                            .replace("\r\n\r\n", "\r\nContent-Length: 0\r\n\r\n")
                            .replace("branch=z9hG4bK", "branch=z9hG4bKack")
                            .replaceAll("(To: <[^>]*>)", "$1;tag=" + tag)
                            .getBytes(StandardCharsets.UTF_8));
            rig.conferences.await(() -> rig.conferences.story().contains("arrived device:" + room.id()));
        }
    }
}
