package org.courtbridge.gateway.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistrarTest {

    private static final String URI = "sip:127.0.0.1";

    private Rig rig;
    private RawPeer peer;
    private int sequence;
    private final String callId = "reg-" + new Random().nextLong(1L << 40);

    @BeforeEach
    void open() throws IOException {
        rig = new Rig();
        peer = new RawPeer(rig.endpoint.port());
    }

    @AfterEach
    void close() {
        peer.close();
        rig.close();
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
        return ask("alice", proof(ask("alice", ""), DigestCredentials.Algorithm.SHA_256, "alice", "secret") + extra);
    }

    @Test
    void offersTheStrongerAlgorithmFirstAndTakesBoth() throws IOException {
        String challenge = ask("alice", "");
        assertThat(challenge).startsWith("SIP/2.0 401");
        assertThat(RawPeer.headers(challenge, "WWW-Authenticate")).hasSize(2);
        assertThat(RawPeer.headers(challenge, "WWW-Authenticate").get(0)).contains("algorithm=SHA-256", "qop=\"auth\"");
        assertThat(RawPeer.headers(challenge, "WWW-Authenticate").get(1)).contains("algorithm=MD5");

        for (DigestCredentials.Algorithm algorithm : DigestCredentials.Algorithm.values()) {
            assertThat(ask("alice", proof(ask("alice", ""), algorithm, "alice", "secret")))
                    .startsWith("SIP/2.0 200");
        }
        assertThat(rig.endpoint.registrations().all())
                .singleElement()
                .extracting("device.username", "transport", "contact")
                .containsExactly("alice", "UDP", "sip:alice@127.0.0.1:" + peer.port());
    }

    /** baresip 1.1.0 (libre 2.0.1) gives up when any challenge is not MD5. */
    @Test
    void offersMd5AloneToWhomOthersConfuse() throws IOException {
        String challenge = ask("alice", "User-Agent: baresip v1.1.0 (x86_64/linux)\n");
        assertThat(RawPeer.headers(challenge, "WWW-Authenticate"))
                .singleElement()
                .asString()
                .contains("algorithm=MD5");
        assertThat(RawPeer.headers(ask("alice", "User-Agent: baresip v3.1.0\n"), "WWW-Authenticate"))
                .hasSize(2);
    }

    @Test
    void keepsToItsLimitsAndForgetsOnRequest() throws IOException {
        assertThat(register("Expires: 5\n")).startsWith("SIP/2.0 423").contains("Min-Expires: 60");
        assertThat(register("Expires: 999999\n"))
                .startsWith("SIP/2.0 200")
                .containsPattern("expires=3(600|599)")
                .doesNotContain("999999");
        assertThat(register("Contact: <sip:second@127.0.0.1:9>\n")).contains("sip:second@127.0.0.1:9");
        assertThat(rig.endpoint.registrations().all()).hasSize(2);
        assertThat(register("Contact: *\nExpires: 0\n")).startsWith("SIP/2.0 400");
        String challenge = ask("alice", "");
        sequence++;
        peer.send(peer.request(
                        "REGISTER",
                        URI,
                        callId,
                        sequence,
                        "",
                        proof(challenge, DigestCredentials.Algorithm.MD5, "alice", "secret") + "Expires: 0\n",
                        "")
                .replaceAll("(From|To): <[^>]*>", "$1: <sip:alice@127.0.0.1>")
                .replaceFirst("Contact: <[^>]*>", "Contact: *"));
        assertThat(peer.receiveFinal()).startsWith("SIP/2.0 200");
        assertThat(rig.endpoint.registrations().all()).isEmpty();
    }

    @Test
    void takesNoCredentialsTwice() throws IOException {
        String challenge = ask("alice", "");
        String proof = proof(challenge, DigestCredentials.Algorithm.SHA_256, "alice", "secret");
        assertThat(ask("alice", proof)).startsWith("SIP/2.0 200");
        assertThat(ask("alice", proof)).startsWith("SIP/2.0 401").contains("stale=true");
        assertThat(ask("alice", proof.replaceFirst("nonce=\"....", "nonce=\"AAAA")))
                .startsWith("SIP/2.0 401")
                .doesNotContain("stale");
    }

    @Test
    void tellsTheUnknownFromTheWrongByNothing() throws IOException {
        rig.devices.add("Room 2", "bob", "other");
        for (int i = 0; i < 5; i++) {
            String unknown = ask("mallory", proof(ask("mallory", ""), DigestCredentials.Algorithm.MD5, "mallory", "x"));
            String wrong = ask("alice", proof(ask("alice", ""), DigestCredentials.Algorithm.MD5, "alice", "x"));
            assertThat(shape(unknown)).isEqualTo(shape(wrong)).startsWith("SIP/2.0 401");
        }
        String unknown = ask("mallory", proof(ask("mallory", ""), DigestCredentials.Algorithm.MD5, "mallory", "x"));
        String right = ask("alice", proof(ask("alice", ""), DigestCredentials.Algorithm.MD5, "alice", "secret"));
        assertThat(unknown).startsWith("SIP/2.0 403");
        assertThat(right).startsWith("SIP/2.0 403");
        assertThat(rig.endpoint.wrongPasswords()).isEqualTo(10);
        assertThat(ask("alice", proof(ask("bob", ""), DigestCredentials.Algorithm.MD5, "bob", "other")))
                .as("bob may not register as alice")
                .startsWith("SIP/2.0 403");
        assertThat(rig.endpoint.registrations().all()).isEmpty();
    }

    /** A response without what differs from one to the next anyway. */
    private static String shape(String response) {
        return response.replaceAll("nonce=\"[^\"]*\"", "")
                .replaceAll("(branch|tag)=[^;\\s]*", "")
                .replaceAll("CSeq: \\d+", "")
                .replaceAll("mallory|alice", "user");
    }

    @Test
    void answersWhoAsksWhatItCanDo() throws IOException {
        peer.send(peer.request("OPTIONS", URI, "o", 1, "", "", ""));
        assertThat(peer.receiveFinal()).startsWith("SIP/2.0 200").contains("Allow: INVITE", "Accept: application/sdp");
        peer.send(peer.request("MESSAGE", URI, "m", 1, "", "", ""));
        assertThat(peer.receiveFinal()).startsWith("SIP/2.0 405").contains("Allow: ");
        peer.send(peer.request("DANCE", URI, "d", 1, "", "", ""));
        assertThat(peer.receiveFinal()).startsWith("SIP/2.0 501");
        peer.send(peer.request("BYE", URI, "b", 1, "nobody", "", ""));
        assertThat(peer.receiveFinal()).startsWith("SIP/2.0 481");
    }
}
