package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.transport.FreePort;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InviteClientTest {

    private static final String ANSWER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 9
            m=video 0 RTP/AVP 97
            """;

    private static Rig rig;

    private RawPeer peer;

    @BeforeAll
    static void open() throws IOException {
        rig = new Rig();
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    @BeforeEach
    void openPeer() throws IOException {
        peer = new RawPeer(rig.endpoint.port());
    }

    @AfterEach
    void closePeer() {
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
        peer.close();
    }

    private CompletableFuture<LegId> call() {
        return rig.endpoint
                .call(rig.alice, rig.into("h100"), "sip:alice@127.0.0.1:" + peer.port())
                .toCompletableFuture();
    }

    private String contact() {
        return "Contact: <sip:alice@127.0.0.1:" + peer.port() + ">\n";
    }

    private void accept(String invite, String tag) throws IOException {
        peer.send(RawPeer.response(invite, "200 OK", tag, contact(), ANSWER));
    }

    private void hangUp() throws IOException {
        rig.conferences.leg().end(EndReason.REMOVED);
        answerBye(peer.receive("BYE"));
    }

    private void answerBye(String bye) throws IOException {
        peer.send(RawPeer.response(bye, "200 OK", "", "", ""));
    }

    @Test
    void acknowledgesEveryRepetitionOfTheAnswer() throws Exception {
        CompletableFuture<LegId> leg = call();
        String invite = peer.receive("INVITE");
        accept(invite, "a");
        String ack = peer.receive("ACK");
        accept(invite, "a");
        assertThat(RawPeer.header(peer.receive("ACK"), "To"))
                .isEqualTo(RawPeer.header(ack, "To"))
                .endsWith("tag=a");
        assertThat(leg.get(60, TimeUnit.SECONDS))
                .isEqualTo(rig.conferences.leg().id());
        hangUp();
    }

    /** As Asterisk whose endpoint has DTLS alone: it answers best effort in the plain profile by 200 and port 0 in every line. */
    @Test
    void leavesTheOfferToARoomThatPicksUpAndTakesNothing() throws Exception {
        CompletableFuture<LegId> leg = call();
        String invite = peer.receive("INVITE");
        String nothing = ANSWER.replace("m=audio 40000", "m=audio 0");
        peer.send(RawPeer.response(invite, "200 OK", "a", contact(), nothing));
        peer.receive("ACK");
        answerBye(peer.receive("BYE"));

        String again = peer.receive("INVITE");
        assertThat(RawPeer.header(again, "Call-ID")).isNotEqualTo(RawPeer.header(invite, "Call-ID"));
        assertThat(again).contains("Content-Length: 0").doesNotContain("m=audio");
        accept(again, "b");
        assertThat(peer.receive("ACK")).containsPattern("m=audio [1-9]");
        assertThat(leg.get(60, TimeUnit.SECONDS))
                .isEqualTo(rig.conferences.leg().id());
        hangUp();
    }

    /** A room that still is in a call may be busy. */
    @Test
    void callsAgainOnlyOnceTheRoomHasAnsweredTheBye() throws Exception {
        CompletableFuture<LegId> leg = call();
        String bye = takeNothing();
        assertThat(peer.receive("INVITE", 400)).as("not yet").isEmpty();
        answerBye(bye);
        refuse(peer.receive("INVITE"), "486 Busy Here");
        assertThat(leg).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void callsAgainAlthoughTheRoomNeverAnswersTheBye() throws Exception {
        CompletableFuture<LegId> leg = call();
        takeNothing();
        refuse(peer.receive("INVITE"), "486 Busy Here");
        assertThat(leg).failsWithin(Duration.ofSeconds(10));
    }

    /** The clerk hangs up while the first attempt is being ended. */
    @Test
    void doesNotCallAgainWhomNobodyWantsAnyMore() throws Exception {
        CompletableFuture<LegId> leg = call();
        String bye = takeNothing();
        assertThat(rig.endpoint.isInCall(rig.alice)).isTrue();
        rig.endpoint.hangUp(rig.alice, EndReason.REMOVED);
        answerBye(bye);
        assertThatThrownBy(() -> leg.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(EndReason.REMOVED));
        assertThat(peer.receive("INVITE", 200)).isEmpty();
    }

    /** @return our BYE */
    private String takeNothing() throws IOException {
        String nothing = ANSWER.replace("m=audio 40000", "m=audio 0");
        peer.send(RawPeer.response(peer.receive("INVITE"), "200 OK", "a", contact(), nothing));
        peer.receive("ACK");
        return peer.receive("BYE");
    }

    /** Who says what it wants is not called with anything else. */
    @ParameterizedTest
    @EnumSource(names = {"REQUIRED", "OFF"})
    void offersNothingElseWhereThePolicyIsFixed(Encryption encryption) throws Exception {
        rig.devices.setEncryption(rig.alice.id(), encryption);
        CompletableFuture<LegId> leg = rig.endpoint
                .call(
                        rig.devices.byId(rig.alice.id()).orElseThrow(),
                        rig.into("h100"),
                        "sip:alice@127.0.0.1:" + peer.port())
                .toCompletableFuture();
        try {
            String ours = peer.receive("INVITE");
            assertThat(ours.contains("a=crypto:")).isEqualTo(encryption == Encryption.REQUIRED);
            assertThat(ours.contains("RTP/AVP")).isEqualTo(encryption == Encryption.OFF);
            refuse(ours, "488 Not Acceptable Here");
            String theirs = peer.receive("INVITE");
            assertThat(theirs).doesNotContain("m=audio");
            refuse(theirs, "480 Temporarily Unavailable");
            assertThatThrownBy(() -> leg.get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(CallFailedException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(CallFailedException.Kind.REFUSED);
                        assertThat(failure.status()).isEqualTo(488);
                    });
            assertThat(peer.receive("INVITE", 200)).isEmpty();
        } finally {
            rig.devices.setEncryption(rig.alice.id(), Encryption.PREFERRED);
        }
    }

    /** As FreeSWITCH: keys in the plain profile are 488, and an INVITE without an offer is 480. */
    @Test
    void offersKeysInTheirOwnProfileToWhomBestEffortIsAFault() throws Exception {
        CompletableFuture<LegId> leg = call();
        refuse(peer.receive("INVITE"), "488 Not Acceptable Here");
        refuse(peer.receive("INVITE"), "480 Temporarily Unavailable");
        String keyed = peer.receive("INVITE");
        assertThat(keyed).contains("RTP/SAVP", "a=crypto:").doesNotContain("RTP/AVP");
        refuse(keyed, "488 Not Acceptable Here");
        refuse(peer.receive("INVITE"), "480 Temporarily Unavailable");
        String plain = peer.receive("INVITE");
        assertThat(plain).contains("RTP/AVP").doesNotContain("a=crypto:");
        accept(plain, "p");
        peer.receive("ACK");
        assertThat(leg.get(60, TimeUnit.SECONDS))
                .isEqualTo(rig.conferences.leg().id());
        hangUp();
    }

    private void refuse(String invite, String status) throws IOException {
        peer.send(RawPeer.response(invite, status, "n" + status.hashCode(), "", ""));
        peer.receive("ACK");
    }

    /** Whoever takes nothing of its own is not called a third time. */
    @Test
    void givesUpOnARoomThatOffersNothingEither() throws Exception {
        CompletableFuture<LegId> leg = call();
        String nothing = ANSWER.replace("m=audio 40000", "m=audio 0");
        for (String tag : List.of("a", "b")) {
            peer.send(RawPeer.response(peer.receive("INVITE"), "200 OK", tag, contact(), nothing));
            peer.receive("ACK");
            answerBye(peer.receive("BYE"));
        }
        assertThatThrownBy(() -> leg.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(EndReason.NOT_ACCEPTABLE));
    }

    /** As one whose connection broke and that takes none where it says; what the stack calls that is nobody's business. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls", "sctp"})
    void saysInItsOwnWordsThatARoomCannotBeConnectedTo(String transport) throws IOException {
        CompletableFuture<LegId> leg = rig.endpoint
                .call(rig.alice, rig.into("h100"), "sip:alice@127.0.0.1:" + FreePort.any() + ";transport=" + transport)
                .toCompletableFuture();
        assertThatThrownBy(() -> leg.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(CallFailedException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(CallFailedException.Kind.UNCONNECTED);
                    assertThat(failure.reason()).isEqualTo(EndReason.SIGNALLING_LOST);
                    assertThat(failure).hasMessage("no connection to the room can be opened");
                });
    }

    @Test
    void hangsUpOnTheSecondPlaceThatPicksUp() throws Exception {
        CompletableFuture<LegId> leg = call();
        String invite = peer.receive("INVITE");
        accept(invite, "first");
        peer.receive("ACK");
        leg.get(60, TimeUnit.SECONDS);
        assertThat(peer.receive("", 1_500))
                .as("until the stack has forgotten the INVITE")
                .isEmpty();
        Optional<String> ack = Optional.empty();
        for (int tries = 0; tries < 120 && ack.isEmpty(); tries++) {
            accept(invite, "second");
            ack = peer.receive("ACK", 500);
        }
        assertThat(RawPeer.header(ack.orElseThrow(), "To")).endsWith("tag=second");
        String bye = peer.receive("BYE");
        assertThat(RawPeer.header(bye, "To")).endsWith("tag=second");
        answerBye(bye);
        assertThat(rig.endpoint.calls()).isOne();
        hangUp();
    }

    @Test
    void provesThatItKnowsTheSecret() throws Exception {
        CompletableFuture<LegId> leg = call();
        String invite = peer.receive("INVITE");
        String challenge = "WWW-Authenticate: Digest realm=\"%s\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth\"\n"
                .formatted(FakeDevices.REALM);
        peer.send(RawPeer.response(invite, "401 Unauthorized", "c", challenge, ""));
        peer.receive("ACK");
        String again = peer.receive("INVITE");
        String proof = RawPeer.header(again, "Authorization");
        String uri = "sip:alice@127.0.0.1:" + peer.port();
        String cnonce = proof.replaceAll(".*cnonce=\"([^\"]*)\".*", "$1");
        DigestCredentials.Algorithm sha = DigestCredentials.Algorithm.SHA_256;
        String secret = sha.hash("alice:" + FakeDevices.REALM + ":secret");
        assertThat(proof)
                .contains("username=\"alice\"")
                .contains(DigestCredentials.expected(sha, secret, "n1", "00000001", cnonce, "INVITE", uri));
        assertThat(RawPeer.header(again, "CSeq")).isEqualTo("2 INVITE");
        accept(again, "d");
        peer.receive("ACK");
        leg.get(60, TimeUnit.SECONDS);
        hangUp();
    }

    /** Who has us prove ourselves in a realm of its own would have something to guess our devices' passwords by. */
    @Test
    void provesNothingInAnotherRealm() throws Exception {
        CompletableFuture<LegId> leg = call();
        String challenge =
                "WWW-Authenticate: Digest realm=\"elsewhere.test\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"\n";
        peer.send(RawPeer.response(peer.receive("INVITE"), "401 Unauthorized", "c", challenge, ""));
        peer.receive("ACK");
        assertThat(leg).failsWithin(Duration.ofSeconds(10));
    }

    /** The realm was another when the password was set: what was kept of it proves nothing to anybody. */
    @Test
    void provesNothingBySecretsOfAnotherRealm() throws Exception {
        rig.devices.moveToRealm("id-alice", "former.test");
        try {
            CompletableFuture<LegId> leg = call();
            String challenge = "WWW-Authenticate: Digest realm=\"%s\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"\n"
                    .formatted(FakeDevices.REALM);
            peer.send(RawPeer.response(peer.receive("INVITE"), "401 Unauthorized", "c", challenge, ""));
            peer.receive("ACK");
            assertThat(leg).failsWithin(Duration.ofSeconds(10));
        } finally {
            rig.devices.changePassword("id-alice", "secret");
        }
    }

    @Test
    void answersTheChallengeInOurRealmAmongOthers() throws Exception {
        CompletableFuture<LegId> leg = call();
        String challenge = "WWW-Authenticate: Digest realm=\"%s\", nonce=\"%s\", algorithm=MD5, qop=\"auth\"\n";
        String both = challenge.formatted("elsewhere.test", "n1") + challenge.formatted(FakeDevices.REALM, "n2");
        peer.send(RawPeer.response(peer.receive("INVITE"), "401 Unauthorized", "c", both, ""));
        peer.receive("ACK");
        String again = peer.receive("INVITE");
        assertThat(RawPeer.header(again, "Authorization"))
                .contains("realm=\"" + FakeDevices.REALM + "\"", "nonce=\"n2\"");
        accept(again, "d");
        peer.receive("ACK");
        leg.get(5, TimeUnit.SECONDS);
        hangUp();
    }

    @Test
    void goesWhereItIsSent() throws Exception {
        try (RawPeer elsewhere = new RawPeer(rig.endpoint.port())) {
            CompletableFuture<LegId> leg = call();
            String contact = "Contact: <sip:alice@127.0.0.1:" + elsewhere.port() + ">\n";
            peer.send(RawPeer.response(peer.receive("INVITE"), "302 Moved Temporarily", "e", contact, ""));
            peer.receive("ACK");
            elsewhere.send(RawPeer.response(elsewhere.receive("INVITE"), "200 OK", "f", contact, ANSWER));
            elsewhere.receive("ACK");
            leg.get(60, TimeUnit.SECONDS);
            rig.conferences.leg().end(EndReason.REMOVED);
            elsewhere.send(RawPeer.response(elsewhere.receive("BYE"), "200 OK", "", "", ""));
        }
    }

    /** The likelier place first, each once; a place that is no SIP address, or busy, is passed over. */
    @Test
    void triesEveryPlaceThatItIsSentTo() throws Exception {
        try (RawPeer likely = new RawPeer(rig.endpoint.port());
                RawPeer other = new RawPeer(rig.endpoint.port())) {
            CompletableFuture<LegId> leg = call();
            String places =
                    "Contact: <sip:alice@127.0.0.1:%d>;q=0.3, <tel:+77172000000>, <sip:alice@127.0.0.1:%d>;q=0.9\n"
                            .formatted(other.port(), likely.port());
            peer.send(RawPeer.response(peer.receive("INVITE"), "300 Multiple Choices", "h", places, ""));
            likely.send(RawPeer.response(likely.receive("INVITE"), "302 Moved Temporarily", "i", contact(), ""));
            String contact = "Contact: <sip:alice@127.0.0.1:" + other.port() + ">\n";
            other.send(RawPeer.response(other.receive("INVITE"), "200 OK", "j", contact, ANSWER));
            other.receive("ACK");
            leg.get(60, TimeUnit.SECONDS);
            rig.conferences.leg().end(EndReason.REMOVED);
            other.send(RawPeer.response(other.receive("BYE"), "200 OK", "", "", ""));
            assertThat(peer.receive("INVITE", 200)).as("the first place again").isEmpty();
        }
    }

    @Test
    void doesNotRunInCircles() throws Exception {
        CompletableFuture<LegId> leg = call();
        for (int i = 0; i < 6; i++) {
            String on = contact().replace(">", ";round=" + i + ">");
            peer.send(RawPeer.response(peer.receive("INVITE"), "302 Moved Temporarily", "g" + i, on, ""));
            peer.receive("ACK");
        }
        assertThatThrownBy(() -> leg.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        failure -> assertThat(failure).hasMessageContaining("302"));
    }
}
