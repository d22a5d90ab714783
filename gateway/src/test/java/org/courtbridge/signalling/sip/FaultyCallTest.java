package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.hearings.LegId;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fault of our own in a call: whatever was asked is answered, and the room is hung up on, as at any other end. */
class FaultyCallTest {

    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 8
            """;

    private static final String ANSWER = OFFER + "m=video 0 RTP/AVP 97\n";
    private static final String KEY = "Content-Type: application/dtmf-relay\n";

    private Rig rig;
    private RawPeer peer;
    private int sequence;
    private String tag = "";

    @BeforeEach
    void open() throws IOException {
        rig = new Rig();
        peer = new RawPeer(rig.endpoint.port());
    }

    @AfterEach
    void close() {
        rig.close();
        peer.close();
    }

    private String request(String method, String extra, String body) {
        sequence++;
        return peer.request(method, "sip:100@127.0.0.1", "fault", sequence, tag, extra, body);
    }

    private void ack(String toTag) throws IOException {
        peer.send(peer.request("ACK", "sip:100@127.0.0.1", "fault", sequence, toTag, "", ""));
    }

    private String invited() throws IOException {
        peer.send(request("INVITE", "", OFFER));
        String challenge = peer.receiveFinal();
        peer.send(peer.request("ACK", "sip:100@127.0.0.1", "fault", sequence, RawPeer.toTag(challenge), "", "")
                .replaceFirst("-ACK", "-INVITE"));
        String proof = RawPeer.authorization(
                challenge, DigestCredentials.Algorithm.SHA_256, "alice", "secret", "INVITE", "sip:100@127.0.0.1", 1);
        peer.send(request("INVITE", proof, OFFER));
        return peer.receiveFinal();
    }

    private void inCall() throws IOException {
        String ok = invited();
        assertThat(ok).startsWith("SIP/2.0 200");
        tag = RawPeer.toTag(ok);
        ack(tag);
    }

    private String answerOf(String request) throws IOException {
        peer.send(request);
        return peer.answerTo("CSeq: " + RawPeer.header(request, "CSeq"), 60_000).orElseThrow();
    }

    /** Hung up on, and heard out: its own BYE crosses ours. */
    private void isOver(String bye) throws IOException {
        assertThat(RawPeer.header(bye, "Reason")).startsWith("SIP");
        rig.conferences.await(() -> rig.conferences.story().getLast().equals("left ERROR"));
        assertThat(answerOf(request("BYE", "", ""))).startsWith("SIP/2.0 200");
        peer.send(RawPeer.response(bye, "200 OK", "", "", ""));
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
    }

    @Test
    void aRequestThatBreaksOurCallIsAnsweredAndTheCallEnds() throws Exception {
        inCall();
        rig.conferences.breakAt("digit 5");
        peer.send(request("INFO", KEY, "Signal=5\nDuration=100\n"));
        String first = peer.receive();
        String second = peer.receive();
        assertThat(first).startsWith("SIP/2.0 500").contains("INFO");
        assertThat(second).startsWith("BYE");
        isOver(second);
    }

    @Test
    void aFaultAfterOurAnswerEndsTheCall() throws Exception {
        inCall();
        rig.conferences.breakAt("renegotiated");
        assertThat(answerOf(request("INVITE", "", OFFER + "a=sendonly\n"))).startsWith("SIP/2.0 200");
        ack(tag);
        isOver(peer.receive("BYE"));
    }

    @Test
    void aFaultBeforeOurAnswerIsOne() throws Exception {
        rig.conferences.breakAt("arrived device:id-alice");
        String answer = invited();
        assertThat(answer).startsWith("SIP/2.0 500");
        tag = RawPeer.toTag(answer);
        ack(tag);
        assertThat(answerOf(request("BYE", "", ""))).startsWith("SIP/2.0 481");
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
    }

    @Test
    void aRoomThatHasPickedUpIsHungUpOn() throws Exception {
        rig.conferences.breakAt("arrived device:id-alice");
        CompletableFuture<LegId> call = rig.endpoint
                .call(rig.alice, rig.into("h100"), "sip:alice@127.0.0.1:" + peer.port())
                .toCompletableFuture();
        String invite = peer.receive("INVITE");
        String contact = "Contact: <sip:alice@127.0.0.1:" + peer.port() + ">\n";
        peer.send(RawPeer.response(invite, "200 OK", "room", contact, ANSWER));
        peer.receive("ACK");
        String bye = peer.receive("BYE");
        assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(CallFailedException.Kind.OURS));
        assertThat(answerOf(crossing(bye))).startsWith("SIP/2.0 200");
        peer.send(RawPeer.response(bye, "200 OK", "", "", ""));
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
    }

    /** A BYE of the room in the call of ours. */
    private String crossing(String bye) {
        return """
                BYE sip:gateway@127.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK-crossing;rport
                From: %s
                To: %s
                Call-ID: %s
                CSeq: 1 BYE
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(
                peer.port(), RawPeer.header(bye, "To"), RawPeer.header(bye, "From"), RawPeer.header(bye, "Call-ID"));
    }
}
