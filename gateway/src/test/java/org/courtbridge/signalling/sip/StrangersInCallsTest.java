package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import org.courtbridge.signalling.sip.stack.DigestCredentials.Algorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests within a call, with all of its identifiers, by somebody who is not its party. */
class StrangersInCallsTest {

    private static final String URI = "sip:100@127.0.0.1";
    private static final int FAR = 2_000_000_000;

    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.2
            s=-
            c=IN IP4 127.0.0.2
            t=0 0
            m=audio 40000 RTP/AVP 8
            """;

    private Rig rig;
    private RawPeer room;
    private RawPeer stranger;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig();
        room = new RawPeer(rig.endpoint.port(), InetAddress.ofLiteral("127.0.0.2"));
        stranger = new RawPeer(rig.endpoint.port(), InetAddress.ofLiteral("127.0.0.66"));
    }

    @AfterEach
    void close() {
        room.close();
        stranger.close();
        rig.close();
    }

    private String invite(int sequence, String proof) {
        return room.request("INVITE", URI, "c", sequence, "", proof, OFFER);
    }

    /** @return the challenge to its first INVITE */
    private String challenged() throws IOException {
        room.send(invite(1, ""));
        String challenge = room.receiveFinal();
        room.send(room.request("ACK", URI, "c", 1, RawPeer.toTag(challenge), "", "")
                .replace("-ACK", "-INVITE"));
        return challenge;
    }

    private static String proof(String challenge, String uri) {
        return RawPeer.authorization(challenge, Algorithm.SHA_256, "alice", "secret", "INVITE", uri, 1);
    }

    /** @return the tag of our side */
    private String call() throws IOException {
        room.send(invite(2, proof(challenged(), URI)));
        String tag = RawPeer.toTag(room.receive("SIP/2.0 200"));
        room.send(room.request("ACK", URI, "c", 2, tag, "", ""));
        return tag;
    }

    /** Nor do they leave a CSeq behind by which the room's own requests would be old. */
    @ParameterizedTest
    @CsvSource({"BYE,", "INFO,Signal=5", "UPDATE,", "INVITE,", "OPTIONS,"})
    void changeNothing(String method, String body) throws IOException {
        String tag = call();
        String extra = body == null ? "" : "Content-Type: application/dtmf-relay\n";
        stranger.send(stranger.request(method, URI, "c", FAR, tag, extra, body == null ? "" : body));
        assertThat(stranger.receiveFinal()).startsWith("SIP/2.0 401");
        assertThat(rig.endpoint.calls()).isEqualTo(1);
        room.send(room.request("INFO", URI, "c", 3, tag, "Content-Type: application/dtmf-relay\n", "Signal=7"));
        assertThat(room.receiveFinal()).startsWith("SIP/2.0 200");
        assertThat(rig.conferences.story()).contains("digit 7").doesNotContain("digit 5");
        room.send(room.request("BYE", URI, "c", 4, tag, "", ""));
        assertThat(room.receiveFinal()).startsWith("SIP/2.0 200");
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
    }

    /** With the branch of the room's INVITE, which nobody has answered yet. */
    @Test
    void cancelNothing() throws IOException {
        String invite = invite(2, proof(challenged(), "sip:400@127.0.0.1")).replace("100@", "400@");
        room.send(invite);
        rig.conferences.await(() -> rig.conferences.story().size() == 1);
        stranger.send(invite.replaceFirst("INVITE sip", "CANCEL sip")
                .replace("CSeq: 2 INVITE", "CSeq: 2 CANCEL")
                .replaceFirst("(?s)Content-Type.*", "Content-Length: 0\n\n"));
        assertThat(stranger.receiveFinal()).startsWith("SIP/2.0 481").contains("CSeq: 2 CANCEL");
        rig.conferences.letIn();
        assertThat(room.receive("SIP/2.0 200")).contains("CSeq: 2 INVITE");
    }
}
