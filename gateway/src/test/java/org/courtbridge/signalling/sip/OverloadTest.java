package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.junit.jupiter.api.Test;

/** Tests of the answers to newcomers while those before them wait for the database. */
class OverloadTest {

    private static final DigestCredentials.Algorithm SHA_256 = DigestCredentials.Algorithm.SHA_256;
    private static final int AT_ONCE = 256;

    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 8
            """;

    private static void ask(RawPeer peer, String method, String uri, String call, String extra) throws IOException {
        peer.send(peer.request(method, uri, call, 1, "", extra, "")
                .replaceFirst("To: <[^>]*>", "To: <sip:alice@127.0.0.1>"));
    }

    private static String answer(RawPeer peer, String uri) {
        try {
            ask(peer, "OPTIONS", uri, "late-" + System.nanoTime(), "");
            return peer.answerTo("OPTIONS", 60_000).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Callers and registrations alike; all rooms are behind one NAT, and those that waited are let in. */
    @Test
    void newcomersAreSentAwayWhileTooManyWait() throws Exception {
        for (String method : new String[] {"INVITE", "REGISTER"}) {
            String uri = method.equals("INVITE") ? "sip:999@127.0.0.1" : "sip:127.0.0.1";
            try (Rig rig = new Rig();
                    RawPeer crowd = new RawPeer(rig.endpoint.port());
                    RawPeer late = new RawPeer(rig.endpoint.port())) {
                List<String> proofs = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    rig.devices.add("Room", "room" + i, "secret");
                    ask(crowd, method, uri, "asks" + i, "");
                    String challenge =
                            crowd.answerTo("Call-ID: asks" + i + "\r", 60_000).orElseThrow();
                    proofs.add(RawPeer.authorization(challenge, SHA_256, "room" + i, "secret", method, uri, 1));
                }
                CountDownLatch door = rig.devices.slow();
                for (int i = 0; i < AT_ONCE; i++) {
                    assertThat(answer(late, uri)).startsWith("SIP/2.0 200");
                    crowd.send(crowd.request(method, uri, "crowd" + i, 1, "", proofs.get(i), "")
                            .replaceFirst("To: <[^>]*>", "To: <sip:room" + i + "@127.0.0.1>"));
                }
                rig.conferences.await(() -> answer(late, uri).matches("(?s)SIP/2.0 503.*\nRetry-After: [0-9]+.*"));
                door.countDown();
                for (int i = 0; i < AT_ONCE; i++) {
                    assertThat(crowd.answerTo("Call-ID: crowd", 60_000).orElseThrow())
                            .matches("(?s)SIP/2.0 (200|404) .*");
                }
                rig.conferences.await(() -> answer(late, uri).startsWith("SIP/2.0 200"));
            }
        }
    }

    /** Who sends this much at once, as 200 rooms do when the power comes back, has it all answered. */
    @Test
    void burstIsNotLost() throws Exception {
        try (Rig rig = new Rig();
                RawPeer room = new RawPeer(rig.endpoint.port())) {
            for (int i = 0; i < 150; i++) {
                ask(room, "OPTIONS", "sip:127.0.0.1", "burst" + i, "");
            }
            for (int i = 0; i < 150; i++) {
                assertThat(room.receive("SIP/2.0 200", 60_000)).as("%d", i).isPresent();
            }
        }
    }

    /** As they come to whose address others forge in their requests. */
    @Test
    void responsesThatNobodyAwaitsAreDroppedAndCounted() throws Exception {
        try (Rig rig = new Rig();
                RawPeer flood = new RawPeer(rig.endpoint.port());
                RawPeer other = new RawPeer(rig.endpoint.port())) {
            int sent = 0;
            for (int i = 0; i < 50; i++) {
                String request = flood.request("INVITE", "sip:100@127.0.0.1", "never" + i, 1, "x", "", "");
                for (String status : List.of("100 Trying", "200 OK", "401 Unauthorized", "487 Request Terminated")) {
                    flood.send(RawPeer.response(request, status, "", "", OFFER));
                    flood.send("SIP/2.0 " + status + "\nVia: nonsense\n\n");
                    flood.send(RawPeer.response(
                            request.replace("INVITE", "OPTIONS").replace("branch=", "branch=z9hG4bK, "),
                            status,
                            "",
                            "",
                            ""));
                    sent += 3;
                }
                assertThat(answer(other, "sip:127.0.0.1")).startsWith("SIP/2.0 200");
            }
            int all = sent;
            rig.conferences.await(() -> rig.endpoint.unsolicited() == all);
            assertThat(rig.endpoint.malformed()).isZero();
        }
    }

    /** A tag alone makes no call: who only claims to be in one is held to his share, who is in one is not. */
    @Test
    void requestsOfNoCallCountAsNewOnes() throws Exception {
        SipConfig.Limits few = new SipConfig.Limits(
                10,
                5,
                Duration.ofSeconds(30),
                Duration.ofDays(1),
                Duration.ofSeconds(3),
                Duration.ofMinutes(30),
                Duration.ofSeconds(90),
                Duration.ZERO,
                10);
        try (Rig rig = new Rig(Optional.empty(), few);
                RawPeer room = new RawPeer(rig.endpoint.port())) {
            String uri = "sip:100@127.0.0.1";
            room.send(room.request("INVITE", uri, "c", 1, "", "", OFFER));
            String challenge = room.receiveFinal();
            room.send(room.request("ACK", uri, "c", 1, RawPeer.toTag(challenge), "", "")
                    .replace("-ACK", "-INVITE"));
            String proof = RawPeer.authorization(challenge, SHA_256, "alice", "secret", "INVITE", uri, 1);
            room.send(room.request("INVITE", uri, "c", 2, "", proof, OFFER));
            String tag = RawPeer.toTag(room.receive("SIP/2.0 200"));
            room.send(room.request("ACK", uri, "c", 2, tag, "", ""));

            for (int i = 3; i < 60; i++) {
                room.send(room.request("BYE", uri, "stray", i, tag, "", ""));
            }
            room.receive("SIP/2.0 481");
            room.receive("SIP/2.0 503");
            for (int i = 3; i < 30; i++) {
                room.send(room.request("INFO", uri, "c", i, tag, "", ""));
                assertThat(room.answerTo("CSeq: " + i + " INFO", 60_000).orElseThrow())
                        .startsWith("SIP/2.0 200");
            }
            assertThat(rig.conferences.story()).containsExactly("arrived device:id-alice");
        }
    }
}
