package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InviteServerTest {

    private static final DigestCredentials.Algorithm SHA_256 = DigestCredentials.Algorithm.SHA_256;

    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 8 9 101
            a=rtpmap:101 telephone-event/8000
            m=video 40002 RTP/AVP 97 98
            a=rtpmap:97 H264/90000
            a=fmtp:97 profile-level-id=42801f;packetization-mode=1
            a=rtpmap:98 H264/90000
            a=fmtp:98 profile-level-id=42801f
            a=rtcp-fb:* nack pli
            a=rtcp-fb:* ccm fir
            m=video 40004 RTP/AVP 99
            a=rtpmap:99 H264/90000
            a=content:slides
            m=application 40006 UDP/BFCP *
            """;

    private static Rig rig;

    @BeforeAll
    static void open() throws IOException {
        rig = new Rig();
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    /** A call that alice has set up, on a socket of its own. */
    private static final class Call implements AutoCloseable {

        private final RawPeer peer = new RawPeer(rig.endpoint.port());
        private final String id = "call-" + new Random().nextLong(1L << 40);
        private final String uri;
        private int sequence = 1;
        private String tag = "";

        Call(String number) throws IOException {
            uri = "sip:" + number + "@127.0.0.1";
        }

        String challenged() throws IOException {
            peer.send(peer.request("INVITE", uri, id, sequence, "", "", OFFER));
            String challenge = peer.receiveFinal();
            ack(RawPeer.toTag(challenge), "");
            return challenge;
        }

        /** Sends an authenticated INVITE. */
        String invite(String body) throws IOException {
            String challenge = challenged();
            sequence++;
            String proof = RawPeer.authorization(challenge, SHA_256, "alice", "secret", "INVITE", uri, 1);
            String request = peer.request("INVITE", uri, id, sequence, "", proof, body);
            peer.send(request);
            return request;
        }

        String accepted(String body) throws IOException {
            invite(body);
            String ok = peer.receiveFinal();
            assertThat(ok).startsWith("SIP/2.0 200");
            tag = RawPeer.toTag(ok);
            return ok;
        }

        void ack(String toTag, String body) throws IOException {
            peer.send(peer.request("ACK", uri, id, sequence, toTag, "", body)
                    .replaceFirst("-ACK", body.isEmpty() && tag.isEmpty() ? "-INVITE" : "-ACK"));
        }

        /** Repeats the request as a real peer would, should a datagram be lost. */
        String within(String method, String extra, String body) throws IOException {
            sequence++;
            String request = peer.request(method, uri, id, sequence, tag, extra, body);
            for (int tries = 0; tries < 60; tries++) {
                peer.send(request);
                Optional<String> answer = peer.answerTo("CSeq: " + sequence + " " + method, 1_000);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
            throw new AssertionError("no answer to " + method);
        }

        @Override
        public void close() {
            peer.close();
        }
    }

    private static RememberingConferences conferences() {
        return rig.conferences;
    }

    private static void hangUp(Call call, int eventsBefore) throws IOException {
        assertThat(call.within("BYE", "", "")).startsWith("SIP/2.0 200");
        conferences().await(() -> conferences().story().size() == eventsBefore + 1);
        assertThat(conferences().story().getLast()).isEqualTo("left LEFT");
    }

    @Test
    void answersAnEarlyOfferLineByLine() throws IOException {
        int before = conferences().story().size();
        try (Call call = new Call("100")) {
            SessionDescription answer = SessionDescription.parse(RawPeer.body(call.accepted(OFFER)));
            call.ack(call.tag, "");

            assertThat(answer.media()).extracting("type").containsExactly("audio", "video", "video", "application");
            assertThat(answer.media().get(0).formats()).containsExactly("8", "9", "101");
            assertThat(answer.media().get(1).formats()).containsExactly("97", "98");
            assertThat(answer.media().get(1).formatParameterText(97))
                    .hasValue("profile-level-id=42801f;packetization-mode=1");
            assertThat(answer.media().get(2).content()).contains("slides");
            assertThat(answer.media()).noneMatch(MediaDescription::isRefused);
            assertThat(conferences().story().getLast()).isEqualTo("arrived device:id-alice");
            assertThat(conferences().media().sentAudio().orElseThrow().format().codec())
                    .isEqualTo(AudioCodec.PCMA);
            assertThat(conferences().media().receivedVideo().orElseThrow().keyframeWays())
                    .containsExactly(
                            KeyframeRequestMethod.PLI, KeyframeRequestMethod.FIR, KeyframeRequestMethod.SIGNALLING);
            assertThat(conferences().media().sentVideos().getFirst().feedback())
                    .containsExactlyInAnyOrder(Feedback.PLI, Feedback.FIR);
            hangUp(call, before + 1);
        }
    }

    @Test
    void readsADescriptionThatIsPartOfALargerBody() throws IOException {
        int before = conferences().story().size();
        String mixed = "Content-Type: multipart/mixed;boundary=edge\n";
        String parts = """
                --edge
                Content-Type: application/x-isup
                Content-Disposition: signal;handling=optional

                01
                --edge
                Content-Type: application/sdp

                %s
                --edge--
                """;
        try (Call call = new Call("100")) {
            call.accepted(OFFER);
            call.ack(call.tag, "");
            String ok = call.within("INVITE", mixed, parts.formatted(OFFER));
            assertThat(ok).startsWith("SIP/2.0 200");
            assertThat(SessionDescription.parse(RawPeer.body(ok)).media()).hasSize(4);
            call.ack(call.tag, "");
            String unknown = call.within("INVITE", mixed, parts.formatted(OFFER).replace("optional", "required"));
            assertThat(unknown).startsWith("SIP/2.0 415");
            assertThat(String.join(",", RawPeer.headers(unknown, "Accept")))
                    .contains("application/sdp", "multipart/mixed", "multipart/alternative");
            assertThat(call.within("UPDATE", mixed, "--edge")).startsWith("SIP/2.0 400");
            assertThat(call.within("UPDATE", "Content-Encoding: gzip\n", OFFER))
                    .startsWith("SIP/2.0 415")
                    .contains("Accept-Encoding: identity");
            hangUp(call, before + 2);
        }
    }

    @Test
    void offersWhenTheRoomDoesNot() throws IOException {
        int before = conferences().story().size();
        try (Call call = new Call("100")) {
            SessionDescription offer = SessionDescription.parse(RawPeer.body(call.accepted("")));
            assertThat(offer.media().get(0).formats())
                    .startsWith("96", "9", "8", "0")
                    .contains("18", "101");
            call.ack(call.tag, """
                    v=0
                    o=- 1 1 IN IP4 127.0.0.1
                    s=-
                    c=IN IP4 127.0.0.1
                    t=0 0
                    m=audio 40000 RTP/AVP 9
                    m=video 0 RTP/AVP 97
                    """);
            conferences().await(() -> conferences().story().size() == before + 2);

            assertThat(conferences().story().getLast()).isEqualTo("renegotiated");
            assertThat(conferences().media().sentAudio().orElseThrow().format().codec())
                    .isEqualTo(AudioCodec.G722);
            assertThat(conferences().media().sentVideos()).isEmpty();
            hangUp(call, before + 2);
        }
    }

    @Test
    void endsACallWhoseLateAnswerIsMissing() throws IOException {
        int before = conferences().story().size();
        try (Call call = new Call("100")) {
            call.accepted("");
            call.ack(call.tag, "");

            assertThat(RawPeer.header(call.peer.receive("BYE"), "Reason")).contains("cause=488");
            conferences().await(() -> conferences().story().size() == before + 2);
            assertThat(conferences().story().getLast()).isEqualTo("left NOT_ACCEPTABLE");
        }
    }

    @Test
    void holdsResumesAndRefusesNewOffers() throws IOException {
        int before = conferences().story().size();
        try (Call call = new Call("100")) {
            call.accepted(OFFER);
            call.ack(call.tag, "");
            int port = conferences().media().receivedAudio().isPresent() ? 1 : 0;
            assertThat(port).isOne();

            String held = call.within("INVITE", "", OFFER.replace("t=0 0", "t=0 0\na=sendonly"));
            call.ack(call.tag, "");
            SessionDescription answer = SessionDescription.parse(RawPeer.body(held));
            assertThat(answer.directionOf(answer.media().getFirst())).isEqualTo(Direction.RECVONLY);
            conferences().await(() -> conferences().story().size() == before + 2);
            assertThat(conferences().media().sentAudio()).isEmpty();
            assertThat(conferences().media().receivedAudio()).isPresent();

            call.within("INVITE", "", OFFER.replace("c=IN IP4 127.0.0.1", "c=IN IP4 0.0.0.0"));
            call.ack(call.tag, "");
            conferences().await(() -> conferences().story().size() == before + 3);
            assertThat(conferences().media().sentVideos()).isEmpty();

            assertThat(call.within("INVITE", "", OFFER.replaceAll("m=(audio|video)", "m=text")))
                    .startsWith("SIP/2.0 488");
            call.ack(call.tag, "");
            assertThat(call.within("UPDATE", "", OFFER)).startsWith("SIP/2.0 200");
            conferences().await(() -> conferences().story().size() == before + 4);
            assertThat(conferences().media().sentAudio()).isPresent();

            String reoffer = call.within("INVITE", "", "");
            assertThat(SessionDescription.parse(RawPeer.body(reoffer)).media()).hasSize(4);
            call.ack(
                    call.tag,
                    RawPeer.body(reoffer).replace("sendrecv", "inactive").replace("\r", ""));
            conferences().await(() -> conferences().story().size() == before + 5);
            assertThat(conferences().media().receivedAudio()).isEmpty();
            hangUp(call, before + 5);
        }
    }

    @Test
    void passesOnKeysAndKeyframeWishes() throws IOException {
        int before = conferences().story().size();
        try (Call call = new Call("100")) {
            call.accepted(OFFER);
            call.ack(call.tag, "");

            assertThat(call.within("INFO", "Content-Type: application/dtmf-relay\n", "Signal=5\nDuration=160\n"))
                    .startsWith("SIP/2.0 200");
            assertThat(call.within("INFO", "Content-Type: application/dtmf\n", "11"))
                    .startsWith("SIP/2.0 200");
            assertThat(
                            call.within(
                                    "INFO",
                                    "Content-Type: application/media_control+xml\n",
                                    "<media_control><vc_primitive><to_encoder><picture_fast_update/></to_encoder></vc_primitive></media_control>"))
                    .startsWith("SIP/2.0 200");
            assertThat(call.within("INFO", "Content-Type: text/plain\n", "hello"))
                    .startsWith("SIP/2.0 415");
            assertThat(call.within("REFER", "Refer-To: <sip:x@127.0.0.1>\n", ""))
                    .startsWith("SIP/2.0 603");
            assertThat(conferences().story().subList(before + 1, before + 4))
                    .containsExactly("digit 5", "digit #", "keyframe");

            conferences().leg().requestKeyframe();
            String info = call.peer.receive("INFO");
            assertThat(info).contains("picture_fast_update");
            conferences().leg().end(EndReason.REMOVED);
            assertThat(RawPeer.header(call.peer.receive("BYE"), "Reason")).contains("removed by the clerk");
            conferences().await(() -> conferences().story().size() == before + 5);
            assertThat(conferences().story().getLast()).isEqualTo("left REMOVED");
        }
    }

    @Test
    void repeatedAndMergedInvitesAreOneLeg() throws IOException {
        int before = conferences().story().size();
        try (Call call = new Call("100")) {
            String request = call.invite(OFFER);
            call.peer.send(request);
            call.peer.send(request);
            String ok = call.peer.receiveFinal();
            call.peer.send(request);
            String merged = request.replace("z9hG4bK-", "z9hG4bK-other-");
            call.peer.send(merged);
            String loop = call.peer.receive("SIP/2.0 482");
            assertThat(loop).contains("z9hG4bK-other-");
            call.tag = RawPeer.toTag(ok);
            String again = call.peer.receive("SIP/2.0 200");
            assertThat(RawPeer.toTag(again)).isEqualTo(call.tag);
            call.ack(call.tag, "");
            hangUp(call, before + 1);
        }
        conferences().await(() -> rig.endpoint.calls() == 0);
    }

    @Test
    void callThatHasGoneRoundTooLongIsRefused() throws IOException {
        try (RawPeer peer = new RawPeer(rig.endpoint.port())) {
            peer.send(peer.request("INVITE", "sip:100@127.0.0.1", "round", 1, "", "", OFFER)
                    .replace("Max-Forwards: 70", "Max-Forwards: 0"));
            assertThat(peer.receiveFinal()).startsWith("SIP/2.0 483");
        }
    }

    @Test
    void repeatsItsAnswerUntilItIsAcknowledged() throws IOException {
        int before = conferences().story().size();
        try (Call call = new Call("100")) {
            String ok = call.accepted(OFFER);
            assertThat(call.peer.receive("SIP/2.0 200")).isEqualTo(ok);
            call.ack(call.tag, "");
            hangUp(call, before + 1);
        }
    }

    @Test
    void cancelledBeforeTheAnswerIsNoLegLeft() throws IOException {
        int before = conferences().story().size();
        try (Call call = new Call("400")) {
            String request = call.invite(OFFER);
            conferences().await(() -> conferences().story().size() == before + 1);
            call.peer.send(request.replaceFirst("INVITE sip", "CANCEL sip")
                    .replace("CSeq: 2 INVITE", "CSeq: 2 CANCEL")
                    .replaceAll("(?s)Content-Type.*", "Content-Length: 0\n\n"));
            List<String> answers = List.of(call.peer.receiveFinal(), call.peer.receiveFinal());
            conferences().letIn();
            assertThat(answers)
                    .anySatisfy(answer ->
                            assertThat(answer).startsWith("SIP/2.0 200").contains("CSeq: 2 CANCEL"))
                    .anySatisfy(answer ->
                            assertThat(answer).startsWith("SIP/2.0 487").contains("CSeq: 2 INVITE"));
            conferences().await(() -> conferences().story().size() == before + 2);
            assertThat(conferences().story().getLast()).isEqualTo("left CANCELLED");
        }
        conferences().await(() -> rig.endpoint.calls() == 0);
    }

    @Test
    void refusesWhoeverHasNoBusinessThere() throws IOException {
        int before = conferences().story().size();
        for (List<String> expected : List.of(List.of("999", "404"), List.of("200", "603"), List.of("300", "403"))) {
            try (Call call = new Call(expected.get(0))) {
                call.invite(OFFER);
                String answer = call.peer.receiveFinal();
                assertThat(answer).startsWith("SIP/2.0 " + expected.get(1));
                call.ack(RawPeer.toTag(answer), "");
            }
        }
        try (Call call = new Call("100")) {
            call.invite(OFFER.replace("c=IN IP4 127.0.0.1", "c=IN IP4 localhost"));
            assertThat(call.peer.receiveFinal()).startsWith("SIP/2.0 488");
        }
        try (Call call = new Call("100")) {
            call.invite(OFFER.replace("RTP/AVP", "RTP/SAVP"));
            assertThat(call.peer.receiveFinal()).startsWith("SIP/2.0 488");
        }
        try (Call call = new Call("100")) {
            call.invite(OFFER.substring(0, 30));
            assertThat(call.peer.receiveFinal()).startsWith("SIP/2.0 400").contains("Warning: 399");
        }
        assertThat(conferences().story()).hasSize(before);
        conferences().await(() -> rig.endpoint.calls() == 0);
    }

    @Test
    void junkOnThePortDisturbsNobody() throws IOException {
        int before = conferences().story().size();
        try (Call call = new Call("100");
                RawPeer vandal = new RawPeer(rig.endpoint.port())) {
            call.accepted(OFFER);
            call.ack(call.tag, "");
            Random random = new Random(5_060);
            String invite = vandal.request("INVITE", "sip:100@127.0.0.1", "junk", 1, "", "", OFFER);
            for (int i = 0; i < 300; i++) {
                byte[] bytes = new byte[random.nextInt(400)];
                random.nextBytes(bytes);
                vandal.send(bytes);
                vandal.send(invite.substring(0, random.nextInt(invite.length())));
                StringBuilder mutated = new StringBuilder(invite);
                for (int n = 0; n < 5; n++) {
                    mutated.setCharAt(random.nextInt(200), (char) random.nextInt(128));
                }
                vandal.send(mutated.toString());
            }
            assertThat(call.within("OPTIONS", "", "")).startsWith("SIP/2.0 200").contains("Allow: ");
            hangUp(call, before + 1);
        }
        assertThat(conferences().story()).doesNotContain("left twice");
    }
}
