package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.Floor;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.signalling.bfcp.RequestStatus;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests of calls besides offers and keys: reliable responses, session timers, crossing requests, challenges. */
class CallTest {

    private static final DigestCredentials.Algorithm SHA_256 = DigestCredentials.Algorithm.SHA_256;

    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 8
            """;

    private static final String ANSWER = OFFER + "m=video 0 RTP/AVP 97\n";

    private final String id = "call-" + new Random().nextLong(1L << 40);
    private Rig rig;
    private RawPeer peer;
    private int sequence;
    private String tag = "";

    @BeforeEach
    void open() throws IOException {
        open(4, 2);
    }

    private void open(int interval, int least) throws IOException {
        rig = new Rig(
                Optional.empty(),
                new SipConfig.Limits(
                        10,
                        5,
                        Duration.ofSeconds(30),
                        Duration.ofDays(1),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(interval),
                        Duration.ofSeconds(least),
                        Duration.ZERO,
                        500));
        peer = new RawPeer(rig.endpoint.port());
    }

    @AfterEach
    void close() {
        rig.close();
        peer.close();
    }

    /** Sends an INVITE with a proof for hearing 100 or another. */
    private void invite(String number, String extra, String body) throws IOException {
        String uri = "sip:" + number + "@127.0.0.1";
        sequence++;
        peer.send(peer.request("INVITE", uri, id, sequence, "", extra, body));
        String challenge = peer.receiveFinal();
        peer.send(peer.request("ACK", uri, id, sequence, RawPeer.toTag(challenge), "", "")
                .replaceFirst("-ACK", "-INVITE"));
        sequence++;
        String proof = RawPeer.authorization(challenge, SHA_256, "alice", "secret", "INVITE", uri, 1);
        peer.send(peer.request("INVITE", uri, id, sequence, "", proof + extra, body));
    }

    private String accepted(String extra) throws IOException {
        invite("100", extra, OFFER);
        String ok = peer.receiveFinal();
        assertThat(ok).startsWith("SIP/2.0 200");
        tag = RawPeer.toTag(ok);
        ack();
        return ok;
    }

    private void ack() throws IOException {
        peer.send(peer.request("ACK", "sip:100@127.0.0.1", id, sequence, tag, "", ""));
    }

    private String within(String method, String extra, String body) throws IOException {
        sequence++;
        peer.send(peer.request(method, "sip:100@127.0.0.1", id, sequence, tag, extra, body));
        return peer.answerTo("CSeq: " + sequence + " " + method, 60_000).orElseThrow();
    }

    private CompletableFuture<LegId> call() {
        return rig.endpoint
                .call(rig.alice, rig.into("h100"), "sip:alice@127.0.0.1:" + peer.port())
                .toCompletableFuture();
    }

    private String contact() {
        return "Contact: <sip:alice@127.0.0.1:" + peer.port() + ">\n";
    }

    private void ok(String request, String extra) throws IOException {
        peer.send(RawPeer.response(request, "200 OK", "", extra, ""));
    }

    @Test
    void ringsReliablyForWhoRequiresIt() throws Exception {
        invite("100", "Require: 100rel\n", OFFER);
        String ringing = peer.receive("SIP/2.0 180");
        assertThat(RawPeer.header(ringing, "Require")).contains("100rel");
        assertThat(peer.receive("SIP/2.0 180")).as("repeated until heard").isEqualTo(ringing);
        assertThat(peer.receive("SIP/2.0 200", 300)).as("before it was heard").isEmpty();
        tag = RawPeer.toTag(ringing);
        int invited = sequence;
        String prack = within("PRACK", "RAck: " + RawPeer.header(ringing, "RSeq") + " " + invited + " INVITE\n", "");
        assertThat(prack).startsWith("SIP/2.0 200");
        assertThat(within("PRACK", "RAck: " + RawPeer.header(ringing, "RSeq") + " " + invited + " INVITE\n", ""))
                .as("once is enough")
                .startsWith("SIP/2.0 481");
        String ok = peer.receive("SIP/2.0 200");
        assertThat(RawPeer.toTag(ok)).isEqualTo(tag);
        peer.send(peer.request("ACK", "sip:100@127.0.0.1", id, invited, tag, "", ""));
        assertThat(within("BYE", "", "")).startsWith("SIP/2.0 200");
        rig.conferences.awaitStory("arrived device:id-alice", "left LEFT");
    }

    @Test
    void tellsWhoAcknowledgesWhatThereWasNot() throws Exception {
        peer.send(peer.request("PRACK", "sip:100@127.0.0.1", "none", 1, "", "RAck: 1 1 INVITE\n", ""));
        assertThat(peer.receiveFinal()).startsWith("SIP/2.0 481");
        peer.send(peer.request("PRACK", "sip:100@127.0.0.1", "none", 2, "tag", "RAck: 1 1 INVITE\n", ""));
        assertThat(peer.receiveFinal()).startsWith("SIP/2.0 481");
        accepted("");
        assertThat(within("PRACK", "RAck: 1 " + sequence + " INVITE\n", "")).startsWith("SIP/2.0 481");
        assertThat(within("PRACK", "", "")).startsWith("SIP/2.0 481");
        assertThat(within("BYE", "", "")).startsWith("SIP/2.0 200");
        rig.conferences.awaitStory("arrived device:id-alice", "left LEFT");
    }

    @Test
    void acknowledgesReliableRingingAndTakesTheAnswerInIt() throws Exception {
        CompletableFuture<LegId> leg = call();
        String invite = peer.receive("INVITE");
        assertThat(RawPeer.header(invite, "Supported")).contains("100rel", "timer");
        String reliable = "Require: 100rel\nRSeq: 7\n" + contact();
        peer.send(RawPeer.response(invite, "183 Session Progress", "a", reliable, ANSWER));
        String prack = peer.receive("PRACK");
        assertThat(RawPeer.header(prack, "RAck")).isEqualTo("7 1 INVITE");
        ok(prack, "");
        peer.send(RawPeer.response(invite, "200 OK", "a", contact(), ""));
        peer.receive("ACK");
        leg.get(60, TimeUnit.SECONDS);
        assertThat(rig.conferences.media().sentAudio()).isPresent();
        hangUp();
    }

    @Test
    void presentsWhenTheHearingLetsIt() throws Exception {
        String slides = """
                m=video 40002 RTP/AVP 97
                a=rtpmap:97 H264/90000
                m=application 40004 UDP/BFCP *
                a=floorctrl:c-only
                m=video 40006 RTP/AVP 97
                a=rtpmap:97 H264/90000
                a=content:slides
                """;
        invite("100", "", OFFER + slides);
        String ok = peer.receiveFinal();
        tag = RawPeer.toTag(ok);
        ack();
        SessionDescription answer = SessionDescription.parse(ok.substring(ok.indexOf("v=0")));
        assertThat(rig.conferences.media().receivedContent()).isPresent();
        try (FloorAsker room = new FloorAsker(answer.media().get(2))) {
            int asked = FloorAsker.request(room.request());
            rig.conferences.awaitStory("arrived device:id-alice", "asks to present");
            rig.conferences.leg().notice(new LegNotice.Standing(Muting.HEARD, Floor.Hand.DOWN, true));
            assertThat(FloorAsker.status(room.next())).isEqualTo(RequestStatus.GRANTED.code());
            assertThat(FloorAsker.status(room.release(asked))).isEqualTo(RequestStatus.RELEASED.code());
            rig.conferences.await(() -> rig.conferences.story().getLast().equals("presents no more"));

            room.request();
            rig.conferences.await(() -> rig.conferences.story().getLast().equals("asks to present"));
            rig.conferences.leg().notice(new LegNotice.Standing(Muting.HEARD, Floor.Hand.DOWN, true));
            assertThat(FloorAsker.status(room.next())).isEqualTo(RequestStatus.GRANTED.code());
            rig.conferences.leg().notice(new LegNotice.Standing(Muting.HEARD, Floor.Hand.DOWN, false));
            assertThat(FloorAsker.status(room.next())).as("the clerk").isEqualTo(RequestStatus.REVOKED.code());

            rig.conferences.refusePresenters();
            room.request();
            assertThat(FloorAsker.status(room.next())).isEqualTo(RequestStatus.DENIED.code());
        }
        assertThat(within("BYE", "", "")).startsWith("SIP/2.0 200");
    }

    private void hangUp() throws IOException {
        rig.conferences.leg().end(EndReason.REMOVED);
        ok(peer.receive("BYE"), "");
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
    }

    @Test
    void refusesIntervalsThatAreTooShort() throws Exception {
        invite("100", "Supported: timer\nSession-Expires: 1\n", OFFER);
        String refusal = peer.receiveFinal();
        assertThat(refusal).startsWith("SIP/2.0 422");
        assertThat(RawPeer.header(refusal, "Min-SE")).isEqualTo("2");
    }

    /** The room can neither refresh nor take UPDATE: we refresh, by INVITE. */
    @Tag("slow")
    @Test
    void refreshesByInviteAndHangsUpOnTheSilent() throws Exception {
        String answer = accepted("");
        assertThat(RawPeer.header(answer, "Session-Expires")).isEqualTo("4;refresher=uas");
        String refresh = peer.receive("INVITE");
        assertThat(RawPeer.header(refresh, "Session-Expires")).isEqualTo("4;refresher=uac");
        String ok = RawPeer.response(
                refresh, "200 OK", "", contact() + "Session-Expires: 4;refresher=uac\n", RawPeer.body(refresh));
        String acknowledged = "CSeq: " + RawPeer.header(refresh, "CSeq").split(" ")[0] + " ACK";
        peer.send(ok);
        assertThat(peer.receive("ACK")).contains(acknowledged);
        assertThat(peer.receive("", 1_200))
                .as("until the stack has forgotten the INVITE")
                .isEmpty();
        peer.send(ok);
        assertThat(peer.receive("ACK")).contains(acknowledged);
        peer.receive("INVITE");
        assertThat(RawPeer.header(peer.receive("BYE"), "Reason")).contains("signalling");
        rig.conferences.await(() -> rig.conferences.story().getLast().equals("left SIGNALLING_LOST"));
    }

    /** The picture is offered again, in its place, and may be left out again. */
    @Tag("slow")
    @Test
    void refreshesACallWhoseRoomLeavesOutLines() throws Exception {
        String picture = "m=video 40002 RTP/AVP 97\na=rtpmap:97 H264/90000\na=fmtp:97 profile-level-id=42e01f\n";
        invite("100", "", OFFER + picture);
        tag = RawPeer.toTag(peer.receive("SIP/2.0 200"));
        ack();
        assertThat(within("INVITE", "", OFFER)).startsWith("SIP/2.0 200").doesNotContain("m=video");
        ack();
        String refresh = peer.receive("INVITE");
        assertThat(SessionDescription.parse(RawPeer.body(refresh)).media())
                .extracting("type")
                .containsExactly("audio", "video");
        peer.send(RawPeer.response(refresh, "200 OK", "", contact() + "Session-Expires: 4;refresher=uac\n", OFFER));
        peer.receive("ACK");
        assertThat(within("BYE", "", "")).startsWith("SIP/2.0 200");
        rig.conferences.awaitStory("arrived device:id-alice", "renegotiated", "renegotiated", "left LEFT");
    }

    @Tag("slow")
    @Test
    void refreshesByUpdateAndTriesAgainAfterGlare() throws Exception {
        rig.close();
        peer.close();
        open(6, 2);
        accepted("Allow: INVITE, ACK, BYE, UPDATE\n");
        String update = peer.receive("UPDATE");
        assertThat(RawPeer.body(update)).isEmpty();
        peer.send(RawPeer.response(update, "491 Request Pending", "", "", ""));
        ok(peer.receive("UPDATE"), contact() + "Session-Expires: 6;refresher=uac\n");
        ok(peer.receive("UPDATE"), contact() + "Session-Expires: 6;refresher=uac\n");
        assertThat(within("BYE", "", "")).startsWith("SIP/2.0 200");
    }

    @Test
    void hangsUpOnARoomThatDoesNotRefreshAsItPromised() throws Exception {
        String answer = accepted("Supported: timer\nSession-Expires: 3;refresher=uac\n");
        assertThat(RawPeer.header(answer, "Session-Expires")).isEqualTo("3;refresher=uac");
        assertThat(RawPeer.header(answer, "Require")).contains("timer");
        String refreshed = within("UPDATE", "Supported: timer\nSession-Expires: 3;refresher=uac\n", "");
        assertThat(RawPeer.header(refreshed, "Session-Expires")).isEqualTo("3;refresher=uac");
        assertThat(RawPeer.body(refreshed)).isEmpty();
        ok(peer.receive("BYE"), "");
        rig.conferences.awaitStory("arrived device:id-alice", "left SIGNALLING_LOST");
    }

    @Test
    void asksForLongerWhenTheRoomWantsThat() throws Exception {
        CompletableFuture<LegId> leg = call();
        String invite = peer.receive("INVITE");
        assertThat(RawPeer.header(invite, "Session-Expires")).isEqualTo("4");
        peer.send(RawPeer.response(invite, "422 Session Interval Too Small", "a", "Min-SE: 90\n", ""));
        peer.receive("ACK");
        String again = peer.receive("INVITE");
        assertThat(RawPeer.header(again, "Session-Expires")).isEqualTo("90");
        assertThat(RawPeer.header(again, "Min-SE")).isEqualTo("90");
        peer.send(RawPeer.response(again, "200 OK", "b", contact(), ANSWER));
        peer.receive("ACK");
        leg.get(60, TimeUnit.SECONDS);
        hangUp();
    }

    @Test
    @Tag("slow")
    void offersThatCrossWait() throws Exception {
        accepted("");
        String refresh = peer.receive("INVITE");
        assertThat(within("UPDATE", "", OFFER)).startsWith("SIP/2.0 491");
        assertThat(within("UPDATE", "", "")).startsWith("SIP/2.0 200");
        assertThat(within("INVITE", "", OFFER)).startsWith("SIP/2.0 491");
        ack();
        peer.send(RawPeer.response(refresh, "491 Request Pending", "", "", ""));
        peer.receive("ACK");
        refresh = peer.receive("INVITE");
        peer.send(RawPeer.response(refresh, "200 OK", "", contact(), RawPeer.body(refresh)));
        peer.receive("ACK");
        assertThat(within("UPDATE", "", OFFER)).startsWith("SIP/2.0 200");
        assertThat(within("BYE", "", "")).startsWith("SIP/2.0 200");
    }

    /** Our offer is in a 200 of which the room has still to say what it takes. */
    @Test
    void offersWaitForTheAnswerInTheAcknowledgement() throws Exception {
        accepted("");
        String offer = RawPeer.body(within("INVITE", "", ""));
        int invited = sequence;
        assertThat(within("UPDATE", "", OFFER)).startsWith("SIP/2.0 491");
        peer.send(peer.request("ACK", "sip:100@127.0.0.1", id, invited, tag, "", offer.replace("\r", "")));
        rig.conferences.awaitStory("arrived device:id-alice", "renegotiated");
        assertThat(within("UPDATE", "", OFFER)).startsWith("SIP/2.0 200");
        assertThat(within("BYE", "", "")).startsWith("SIP/2.0 200");
    }

    @Test
    void overtakenAcknowledgementIsNoAnswer() throws Exception {
        invite("100", "", OFFER);
        String ok = peer.receiveFinal();
        assertThat(ok).startsWith("SIP/2.0 200");
        tag = RawPeer.toTag(ok);
        int first = sequence;
        String offer = RawPeer.body(within("INVITE", "", ""));
        int second = sequence;
        peer.send(peer.request("ACK", "sip:100@127.0.0.1", id, first, tag, "", ""));
        assertThat(within("UPDATE", "", OFFER)).startsWith("SIP/2.0 491");
        peer.send(peer.request("ACK", "sip:100@127.0.0.1", id, second, tag, "", offer.replace("\r", "")));
        rig.conferences.awaitStory("arrived device:id-alice", "renegotiated");
        assertThat(within("BYE", "", "")).startsWith("SIP/2.0 200");
    }

    /** A reliable 180 would have to hold our offer; the 200 holds it a moment later. */
    @Test
    void doesNotRingReliablyWithoutAnOffer() throws Exception {
        invite("100", "Require: 100rel\n", "");
        String ok = peer.receive();
        while (ok.startsWith("SIP/2.0 100")) {
            ok = peer.receive();
        }
        assertThat(ok).startsWith("SIP/2.0 200");
        tag = RawPeer.toTag(ok);
        peer.send(peer.request("ACK", "sip:100@127.0.0.1", id, sequence, tag, "", ANSWER));
        assertThat(within("BYE", "", "")).startsWith("SIP/2.0 200");
    }

    @Test
    void updatesBeforeTheAnswerWait() throws Exception {
        invite("400", "", OFFER);
        tag = RawPeer.toTag(peer.receive("SIP/2.0 180"));
        int invited = sequence;
        String early = within("UPDATE", "", OFFER);
        assertThat(early).startsWith("SIP/2.0 500");
        assertThat(RawPeer.header(early, "Retry-After")).matches("[0-9]|10");
        assertThat(within("UPDATE", "", "")).startsWith("SIP/2.0 200");
        rig.conferences.letIn();
        assertThat(peer.receive("SIP/2.0 200")).contains("CSeq: " + invited + " INVITE");
        peer.send(peer.request("ACK", "sip:400@127.0.0.1", id, invited, tag, "", ""));
        assertThat(within("BYE", "", "")).startsWith("SIP/2.0 200");
    }

    @Test
    void goodbyesThatCrossAreBothHeard() throws Exception {
        accepted("");
        rig.conferences.leg().end(EndReason.REMOVED);
        String bye = peer.receive("BYE");
        assertThat(within("BYE", "", "")).startsWith("SIP/2.0 200");
        ok(bye, "");
        rig.conferences.awaitStory("arrived device:id-alice", "left REMOVED");
    }

    @Test
    void nothingIsLeftAfterTheEnd() throws Exception {
        accepted("");
        assertThat(within("BYE", "", "")).startsWith("SIP/2.0 200");
        assertThat(within("INFO", "", "")).startsWith("SIP/2.0 481");
        assertThat(within("BYE", "", "")).startsWith("SIP/2.0 481");
    }

    @Test
    void anyAnswerToAnEchoWillDoAndNoneEndsTheCall() throws Exception {
        accepted("");
        CompletableFuture<Void> answered = new CompletableFuture<>();
        rig.conferences.leg().echo(() -> answered.complete(null));
        String options = peer.receive("OPTIONS");
        peer.send(RawPeer.response(options, "100 Trying", "", "", ""));
        String info = within("INFO", "", "");
        assertThat(info).startsWith("SIP/2.0 200");
        assertThat(answered).as("after a proxy's word").isNotDone();
        assertThat(RawPeer.header(options, "Call-ID"))
                .as("beside the call, which a 481 would end in half a minute")
                .isNotEqualTo(RawPeer.header(info, "Call-ID"));
        assertThat(RawPeer.header(options, "To")).doesNotContain("tag=");

        peer.send(RawPeer.response(options, "481 Call/Transaction Does Not Exist", "", "", ""));
        answered.get(60, TimeUnit.SECONDS);
        assertThat(within("INFO", "", "")).startsWith("SIP/2.0 200");
    }

    @Test
    void provesWhoItIsWithinTheCall() throws Exception {
        accepted("");
        String challenge = "%s-Authenticate: Digest realm=\"%s\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"\n";
        rig.conferences.leg().requestKeyframe();
        String info = peer.receive("INFO");
        peer.send(RawPeer.response(
                info, "407 Proxy Authentication Required", "", challenge.formatted("Proxy", FakeDevices.REALM), ""));
        String proven = peer.receive("INFO");
        assertThat(proven).contains("Proxy-Authorization: Digest", "picture_fast_update");
        ok(proven, "");

        rig.conferences.leg().end(EndReason.REMOVED);
        String bye = peer.receive("BYE");
        peer.send(RawPeer.response(bye, "401 Unauthorized", "", challenge.formatted("WWW", FakeDevices.REALM), ""));
        String again = peer.receive("BYE");
        assertThat(again).contains("Authorization: Digest", "removed by the clerk");
        ok(again, "");
    }
}
