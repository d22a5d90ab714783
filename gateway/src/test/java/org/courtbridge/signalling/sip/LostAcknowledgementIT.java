package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.junit.jupiter.api.Test;

/** Takes as long as SIP's own timer: 64 times T1, 32 seconds. */
class LostAcknowledgementIT {

    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 8
            """;

    @Test
    void callThatIsNeverAcknowledgedIsHungUp() throws IOException {
        try (Rig rig = new Rig();
                RawPeer peer = new RawPeer(rig.endpoint.port())) {
            String uri = "sip:100@127.0.0.1";
            peer.send(peer.request("INVITE", uri, "lost", 1, "", "", OFFER));
            String proof = RawPeer.authorization(
                    peer.receiveFinal(), DigestCredentials.Algorithm.SHA_256, "alice", "secret", "INVITE", uri, 1);
            peer.send(peer.request("INVITE", uri, "lost", 2, "", proof, OFFER));

            int answers = 0;
            long deadline = System.nanoTime() + 45_000_000_000L;
            String message = peer.receive();
            while (!message.startsWith("BYE")) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                answers += message.startsWith("SIP/2.0 200") ? 1 : 0;
                message = peer.receive();
            }
            peer.send(RawPeer.response(message, "200 OK", "", "", ""));

            assertThat(answers).isGreaterThan(8);
            rig.conferences.awaitStory("arrived device:id-alice", "left SIGNALLING_LOST");
            rig.conferences.await(() -> rig.endpoint.calls() == 0);
        }
    }
}
