package org.courtbridge.signalling.sip.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.media.transport.FreePort;
import org.courtbridge.signalling.sip.FakeDevices;
import org.courtbridge.signalling.sip.RawPeer;
import org.courtbridge.signalling.sip.Rig;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistrarTest {

    private static final String URI = "sip:127.0.0.1";

    private static Rig rig;

    private RawPeer peer;
    private String room;
    private int sequence;
    private final String callId = "reg-" + new Random().nextLong(1L << 40);

    @BeforeAll
    static void open() throws IOException {
        rig = new Rig();
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    /** Each test has a room of its own. */
    @BeforeEach
    void addRoom() throws IOException {
        peer = new RawPeer(rig.endpoint.port());
        room = "room" + rig.devices.all().size();
        rig.devices.add("Room", room, "secret");
    }

    @AfterEach
    void closePeer() {
        peer.close();
    }

    private List<Registration> registrations() {
        return rig.endpoint.registrations().of("id-" + room);
    }

    private String ask(String user, String extra) throws IOException {
        sequence++;
        peer.send(peer.request("REGISTER", URI, callId, sequence, "", extra, "")
                .replaceAll("(From|To): <[^>]*>", "$1: <sip:" + user + "@127.0.0.1>"));
        return peer.receiveFinal();
    }

    private String proof(String challenge, DigestCredentials.Algorithm algorithm, String user, String password) {
        return RawPeer.authorization(challenge, algorithm, user, password, "REGISTER", URI, 1);
    }

    private String register(String extra) throws IOException {
        return ask(room, proof(ask(room, ""), DigestCredentials.Algorithm.SHA_256, room, "secret") + extra);
    }

    @Test
    void takesTheFormerPasswordUntilTheOverlapEnds() throws IOException {
        rig.devices.rotate(Map.of("id-" + room, "new secret"), Instant.MAX);
        for (String password : List.of("secret", "new secret")) {
            for (DigestCredentials.Algorithm algorithm : DigestCredentials.Algorithm.values()) {
                assertThat(ask(room, proof(ask(room, ""), algorithm, room, password)))
                        .as(password)
                        .startsWith("SIP/2.0 200");
            }
            assertThat(rig.devices.superseded().contains("id-" + room)).isEqualTo(password.equals("new secret"));
        }
        rig.devices.endOverlap("id-" + room);
        assertThat(ask(room, proof(ask(room, ""), DigestCredentials.Algorithm.SHA_256, room, "secret")))
                .startsWith("SIP/2.0 401");
        assertThat(ask(room, proof(ask(room, ""), DigestCredentials.Algorithm.SHA_256, room, "new secret")))
                .startsWith("SIP/2.0 200");
        rig.devices.revoke("id-" + room);
        assertThat(ask(room, proof(ask(room, ""), DigestCredentials.Algorithm.SHA_256, room, "new secret")))
                .startsWith("SIP/2.0 401");
    }

    @Test
    void offersTheStrongerAlgorithmFirstAndTakesBoth() throws IOException {
        String challenge = ask(room, "");
        assertThat(challenge).startsWith("SIP/2.0 401");
        assertThat(RawPeer.headers(challenge, "WWW-Authenticate")).hasSize(2);
        assertThat(RawPeer.headers(challenge, "WWW-Authenticate").get(0)).contains("algorithm=SHA-256", "qop=\"auth\"");
        assertThat(RawPeer.headers(challenge, "WWW-Authenticate").get(1)).contains("algorithm=MD5");

        for (DigestCredentials.Algorithm algorithm : DigestCredentials.Algorithm.values()) {
            assertThat(ask(room, proof(ask(room, ""), algorithm, room, "secret")))
                    .startsWith("SIP/2.0 200");
        }
        assertThat(registrations())
                .singleElement()
                .extracting("device.username", "transport", "contact")
                .containsExactly(room, "UDP", "sip:alice@127.0.0.1:" + peer.port());
    }

    /** baresip 1.1.0 (libre 2.0.1) gives up when any challenge is not MD5. */
    @Test
    void offersMd5AloneToWhomOthersConfuse() throws IOException {
        String challenge = ask(room, "User-Agent: baresip v1.1.0 (x86_64/linux)\n");
        assertThat(RawPeer.headers(challenge, "WWW-Authenticate"))
                .singleElement()
                .asString()
                .contains("algorithm=MD5");
        assertThat(RawPeer.headers(ask(room, "User-Agent: baresip v3.1.0\n"), "WWW-Authenticate"))
                .hasSize(2);
    }

    @Test
    void letsARoomInThatKeepsComingBackFromOtherPorts() throws IOException {
        for (int port = 11; port < 21; port++) {
            assertThat(register("Contact: <sip:alice@127.0.0.1:" + port + ">\n"))
                    .startsWith("SIP/2.0 200");
        }
        assertThat(registrations())
                .hasSize(SipConfig.Limits.DEFAULT.contactsPerDevice())
                .extracting(Registration::contact)
                .contains("sip:alice@127.0.0.1:20")
                .doesNotContain("sip:alice@127.0.0.1:11");
    }

    @Test
    void sameConnectionOfADeviceReplacesWhatItWas() throws IOException {
        String flow = ";reg-id=%d;+sip.instance=\"<urn:uuid:0>\"";
        for (int port = 31; port < 34; port++) {
            String answer = register("Supported: path, outbound\nContact: <sip:alice@127.0.0.1:%d>%s\n"
                    .formatted(port, flow.formatted(1)));
            assertThat(answer)
                    .startsWith("SIP/2.0 200")
                    .contains("Require: outbound", "Flow-Timer: 120", ";reg-id=1;+sip.instance=\"<urn:uuid:0>\"");
        }
        register("Supported: path, outbound\nContact: <sip:alice@127.0.0.1:40>%s\n".formatted(flow.formatted(2)));
        assertThat(registrations())
                .extracting(Registration::contact)
                .contains("sip:alice@127.0.0.1:40", "sip:alice@127.0.0.1:33")
                .doesNotContain("sip:alice@127.0.0.1:31", "sip:alice@127.0.0.1:32");
        assertThat(register("Supported: path, outbound\nPath: <sip:192.0.2.9;lr>\nContact: <sip:alice@127.0.0.1:9>%s\n"
                        .formatted(flow.formatted(1))))
                .startsWith("SIP/2.0 439");
    }

    @Test
    void mayNotBeCalledWhereWeAreNorWhereAnotherDeviceIs() throws IOException {
        String first = room;
        RawPeer own = peer;
        assertThat(register("Contact: <sip:alice@127.0.0.1:50>\n")).startsWith("SIP/2.0 200");
        try (RawPeer other = new RawPeer(rig.endpoint.port())) {
            peer = other;
            room = "other-of-" + first;
            rig.devices.add("Room", room, "secret");
            for (String contact : List.of(
                    "sip:x@127.0.0.1:" + rig.endpoint.port(),
                    "sip:x@127.0.0.1:" + rig.endpoint.port() + ";transport=tcp",
                    "sip:x@192.0.2.1:" + rig.endpoint.port() + ";maddr=127.0.0.1",
                    "sip:x@127.0.0.1:50",
                    "sip:x@192.0.2.1:50;maddr=127.0.0.1",
                    "sip:x@127.0.0.1:" + own.port())) {
                assertThat(register("Contact: <" + contact + ">\n"))
                        .as(contact)
                        .startsWith("SIP/2.0 403")
                        .contains("Warning: ");
                assertThat(registrations()).as(contact).isEmpty();
            }
            assertThat(register("")).as("where it is itself").startsWith("SIP/2.0 200");
        } finally {
            peer = own;
            room = first;
        }
        assertThat(register("Contact: <sip:alice@127.0.0.1:50>\n")).startsWith("SIP/2.0 200");
    }

    @Test
    void isCalledThroughTheProxiesThatItCameThrough() throws Exception {
        try (RawPeer proxy = new RawPeer(rig.endpoint.port())) {
            String path = "<sip:127.0.0.1:%d;lr>".formatted(proxy.port());
            String answer = register("Supported: path\nPath: %s\nContact: <sip:alice@192.0.2.7>\n".formatted(path));
            assertThat(RawPeer.header(answer, "Path")).isEqualTo(path);
            var leg = rig.endpoint
                    .call(rig.devices.byId("id-" + room).orElseThrow(), rig.into("h100"))
                    .toCompletableFuture();
            String invite = proxy.receive("INVITE");
            assertThat(invite).startsWith("INVITE sip:alice@192.0.2.7 SIP/2.0");
            assertThat(RawPeer.header(invite, "Route")).isEqualTo(path);
            proxy.send(RawPeer.response(invite, "486 Busy Here", "b", "", ""));
            assertThat(leg).failsWithin(Duration.ofSeconds(60));
        }
    }

    @Test
    void isCalledAtItsOtherContactWhenTheLatestIsDead() throws Exception {
        assertThat(register("")).startsWith("SIP/2.0 200");
        assertThat(register("Contact: <sip:alice@127.0.0.1:%d;transport=tcp>\n".formatted(FreePort.any())))
                .startsWith("SIP/2.0 200");
        assertThat(registrations())
                .hasSize(2)
                .first()
                .extracting("contact")
                .asString()
                .contains("tcp");
        var leg = rig.endpoint
                .call(rig.devices.byId("id-" + room).orElseThrow(), rig.into("h100"))
                .toCompletableFuture();
        String invite = peer.receive("INVITE");
        peer.send(RawPeer.response(invite, "486 Busy Here", "b", "", ""));
        assertThat(leg).failsWithin(Duration.ofSeconds(60));
    }

    @Test
    void asksWhetherTheDeviceIsThere() throws Exception {
        SipConfig.Limits limits = new SipConfig.Limits(
                10,
                5,
                Duration.ofSeconds(30),
                Duration.ofDays(1),
                Duration.ofSeconds(20),
                Duration.ofMinutes(30),
                Duration.ofSeconds(90),
                Duration.ofMillis(300),
                500);
        try (Rig pinging = new Rig(Optional.empty(), limits);
                RawPeer device = new RawPeer(pinging.endpoint.port())) {
            String register = device.request("REGISTER", "sip:127.0.0.1", "ping", 1, "", "", "")
                    .replaceFirst("To: <[^>]*>", "To: <sip:alice@127.0.0.1>");
            device.send(register);
            String proof = RawPeer.authorization(
                    device.receiveFinal(),
                    DigestCredentials.Algorithm.MD5,
                    "alice",
                    "secret",
                    "REGISTER",
                    "sip:127.0.0.1",
                    1);
            device.send(register.replace("1 REGISTER", "2 REGISTER")
                    .replace("-1-", "-2-")
                    .replace("Content-Length", proof + "Content-Length"));
            String options = device.receive("OPTIONS");
            assertThat(options).startsWith("OPTIONS sip:alice@127.0.0.1:" + device.port());
            device.send(RawPeer.response(options, "486 Busy Here", "x", "", ""));
            device.receive("OPTIONS");
            assertThat(pinging.endpoint.registrations().all()).hasSize(1);
            Registration known = pinging.endpoint.registrations().all().getFirst();
            pinging.endpoint.registrations().silent(known);
            device.send(RawPeer.response(device.receive("OPTIONS"), "501 Not Implemented", "x", "", ""));
            pinging.conferences.await(() ->
                    !pinging.endpoint.registrations().isSilent(known.device().id()));
        }
    }

    @Test
    void keepsToItsLimitsAndForgetsOnRequest() throws IOException {
        assertThat(register("Expires: 5\n")).startsWith("SIP/2.0 423").contains("Min-Expires: 30");
        assertThat(register("Expires: 999999\n"))
                .startsWith("SIP/2.0 200")
                .containsPattern("expires=86(400|399)")
                .doesNotContain("999999");
        assertThat(register("Contact: <sip:second@127.0.0.1:9>\n")).contains("sip:second@127.0.0.1:9");
        assertThat(registrations()).hasSize(2);
        assertThat(register("Contact: *\nExpires: 0\n")).startsWith("SIP/2.0 400");
        String challenge = ask(room, "");
        sequence++;
        peer.send(peer.request(
                        "REGISTER",
                        URI,
                        callId,
                        sequence,
                        "",
                        proof(challenge, DigestCredentials.Algorithm.MD5, room, "secret") + "Expires: 0\n",
                        "")
                .replaceAll("(From|To): <[^>]*>", "$1: <sip:" + room + "@127.0.0.1>")
                .replaceFirst("Contact: <[^>]*>", "Contact: *"));
        assertThat(peer.receiveFinal()).startsWith("SIP/2.0 200");
        assertThat(registrations()).isEmpty();
    }

    @Test
    void takesNoCredentialsTwice() throws IOException {
        String challenge = ask(room, "");
        String proof = proof(challenge, DigestCredentials.Algorithm.SHA_256, room, "secret");
        assertThat(ask(room, proof)).startsWith("SIP/2.0 200");
        assertThat(ask(room, proof)).startsWith("SIP/2.0 401").contains("stale=true");
        assertThat(ask(room, proof.replaceFirst("nonce=\"....", "nonce=\"AAAA")))
                .startsWith("SIP/2.0 401")
                .doesNotContain("stale");
    }

    @Test
    void takesNoCredentialsMadeForSomethingElse() throws IOException {
        String challenge = ask(room, "");
        String elsewhere = RawPeer.authorization(
                challenge, DigestCredentials.Algorithm.SHA_256, room, "secret", "REGISTER", "sip:100@127.0.0.1", 1);
        assertThat(ask(room, elsewhere)).startsWith("SIP/2.0 400");
        String rewritten = RawPeer.authorization(
                challenge, DigestCredentials.Algorithm.SHA_256, room, "secret", "REGISTER", "sip:10.0.0.1", 1);
        assertThat(ask(room, rewritten)).startsWith("SIP/2.0 200");
    }

    /** As of a device behind a proxy that asks for credentials of its own, and sends on what it was given. */
    @Test
    void takesTheCredentialsForOurRealmFromAmongOthers() throws IOException {
        String others = "Authorization: Digest username=\"%s\", realm=\"proxy.test\", nonce=\"n\", uri=\"%s\", "
                        .formatted(room, URI)
                + "response=\"%s\", algorithm=SHA-256, cnonce=\"c\", qop=auth, nc=00000001\n".formatted("0".repeat(64));
        assertThat(ask(room, proof(ask(room, ""), DigestCredentials.Algorithm.MD5, room, "secret") + others))
                .startsWith("SIP/2.0 200");
        assertThat(ask(room, others + proof(ask(room, ""), DigestCredentials.Algorithm.MD5, room, "secret")))
                .startsWith("SIP/2.0 200");
    }

    /** Whoever answers another's challenge is asked as whoever answers none: it is no wrong password. */
    @Test
    void credentialsForAnotherRealmAreNone() throws IOException {
        long before = rig.endpoint.wrongPasswords();
        for (DigestCredentials.Algorithm algorithm : DigestCredentials.Algorithm.values()) {
            String elsewhere = proof(ask(room, ""), algorithm, room, "secret")
                    .replace("realm=\"" + FakeDevices.REALM + "\"", "realm=\"elsewhere.test\"");
            assertThat(ask(room, elsewhere)).startsWith("SIP/2.0 401").contains("realm=\"" + FakeDevices.REALM + "\"");
        }
        assertThat(rig.endpoint.wrongPasswords()).isEqualTo(before);
        assertThat(registrations()).isEmpty();
    }

    /** The realm was another when the password was set: that has to be set anew. */
    @Test
    void aSecretOfAnotherRealmProvesNothing() throws IOException {
        rig.devices.rotate(Map.of("id-" + room, "new secret"), Instant.MAX);
        rig.devices.moveToRealm("id-" + room, "former.test");
        for (String password : List.of("secret", "new secret")) {
            assertThat(ask(room, proof(ask(room, ""), DigestCredentials.Algorithm.SHA_256, room, password)))
                    .as(password)
                    .startsWith("SIP/2.0 401");
        }
        assertThat(registrations()).isEmpty();
    }

    @Test
    void spellingTheNameOtherwiseGivesNoFurtherGuesses() throws IOException {
        for (String name : List.of(room, room.toUpperCase(Locale.ROOT), room, "Ro" + room.substring(2), room)) {
            assertThat(ask(room, proof(ask(room, ""), DigestCredentials.Algorithm.MD5, name, "x")))
                    .as(name)
                    .startsWith("SIP/2.0 401");
        }
        for (String name : List.of(room, room.toUpperCase(Locale.ROOT))) {
            assertThat(ask(room, proof(ask(room, ""), DigestCredentials.Algorithm.MD5, name, "secret")))
                    .as(name)
                    .startsWith("SIP/2.0 403");
        }
    }

    /** As many rooms as may be behind one address have 32 at once; whoever tries more names is guessing. */
    @Test
    void oneAddressGuessesAtFortyNamesAndThenAtNone() throws IOException {
        try (RawPeer guesser = new RawPeer(rig.endpoint.port(), InetAddress.getByName("127.0.0.9"))) {
            RawPeer own = peer;
            peer = guesser;
            for (int i = 0; i < 40; i++) {
                assertThat(ask(room, proof(ask(room, ""), DigestCredentials.Algorithm.MD5, "guess" + i, "x")))
                        .as("guess %d", i)
                        .startsWith("SIP/2.0 401");
            }
            assertThat(ask(room, proof(ask(room, ""), DigestCredentials.Algorithm.MD5, room, "secret")))
                    .startsWith("SIP/2.0 403");
            peer = own;
        }
        assertThat(register("")).as("from elsewhere").startsWith("SIP/2.0 200");
    }

    @Test
    void refusesWhatWasOvertaken() throws IOException {
        sequence = 10;
        assertThat(register("")).startsWith("SIP/2.0 200");
        sequence = 4;
        assertThat(register("Expires: 0\n")).startsWith("SIP/2.0 500");
        assertThat(registrations()).hasSize(1);
        sequence = 20;
        assertThat(register("")).startsWith("SIP/2.0 200");
    }

    @Test
    void tellsTheUnknownFromTheWrongByNothing() throws IOException {
        rig.devices.add("Room 2", "bob", "other");
        int lookups = rig.devices.lookups();
        long before = rig.endpoint.wrongPasswords();
        for (int i = 0; i < 5; i++) {
            String unknown = ask("mallory", proof(ask("mallory", ""), DigestCredentials.Algorithm.MD5, "mallory", "x"));
            String wrong = ask(room, proof(ask(room, ""), DigestCredentials.Algorithm.MD5, room, "x"));
            assertThat(shape(unknown)).isEqualTo(shape(wrong)).startsWith("SIP/2.0 401");
        }
        assertThat(rig.devices.lookups() - lookups).as("as much work for both").isEqualTo(10);
        String unknown = ask("mallory", proof(ask("mallory", ""), DigestCredentials.Algorithm.MD5, "mallory", "x"));
        String right = ask(room, proof(ask(room, ""), DigestCredentials.Algorithm.MD5, room, "secret"));
        assertThat(unknown).startsWith("SIP/2.0 403");
        assertThat(right).startsWith("SIP/2.0 403");
        assertThat(rig.endpoint.wrongPasswords() - before).isEqualTo(10);
        assertThat(ask(room, proof(ask("bob", ""), DigestCredentials.Algorithm.MD5, "bob", "other")))
                .as("bob may not register as alice")
                .startsWith("SIP/2.0 403");
        assertThat(registrations()).isEmpty();
    }

    /** A response without what differs from one to the next anyway. */
    private String shape(String response) {
        return response.replaceAll("nonce=\"[^\"]*\"", "")
                .replaceAll("(branch|tag)=[^;\\s]*", "")
                .replaceAll("CSeq: \\d+", "")
                .replaceAll("mallory|" + room, "user");
    }

    @Test
    void answersWhoAsksWhatItCanDo() throws IOException {
        peer.send(peer.request("OPTIONS", URI, "o", 1, "", "", ""));
        assertThat(peer.receiveFinal()).startsWith("SIP/2.0 200").contains("Allow: INVITE", "Accept: application/sdp");
        peer.send(peer.request("MESSAGE", URI, "m", 1, "", "", ""));
        assertThat(peer.receiveFinal()).startsWith("SIP/2.0 405").contains("Allow: ");
        peer.send(peer.request("REFER", URI, "r", 1, "", "Refer-To: <sip:x@127.0.0.1>\n", ""));
        assertThat(peer.receiveFinal()).startsWith("SIP/2.0 405").contains("Allow: ");
        peer.send(peer.request("DANCE", URI, "d", 1, "", "", ""));
        assertThat(peer.receiveFinal()).startsWith("SIP/2.0 501");
        peer.send(peer.request("BYE", URI, "b", 1, "nobody", "", ""));
        assertThat(peer.receiveFinal()).startsWith("SIP/2.0 481");
    }
}
