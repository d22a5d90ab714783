package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.signalling.bfcp.RequestStatus;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of those who have not proved who they are. */
class StrangerTest {

    private static final String RIGHT = RememberingConferences.PIN;

    /** Calls to the menu from one address from which no device has registered. */
    private static final int SHARE = 5;

    private Rig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static String offer(int port) {
        return """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio %d RTP/AVP 8 101
                a=rtpmap:101 telephone-event/8000
                """.formatted(port);
    }

    /** One call, by a caller of another domain. */
    private final class Call implements AutoCloseable {

        private final RawPeer peer = new RawPeer(rig.endpoint.port());
        private String behind = "";
        private final String id = "stranger-" + new Random().nextLong(1L << 40);
        private final String uri;
        private String tag = "";
        private int sequence = 1;

        Call(String user) throws IOException {
            uri = "sip:" + (user.isEmpty() ? "" : user + "@") + "127.0.0.1";
        }

        private String request(String method, String extra, String body) {
            return peer.request(method, uri, id, sequence, tag, extra, body)
                    .replaceFirst("rport\n", "rport\n" + behind)
                    .replace("From: <sip:alice@127.0.0.1>", "From: \"Зал 7\" <sip:hall@elsewhere.example>");
        }

        /** The peer is a proxy, and the caller somebody else. */
        Call from(String address) {
            behind = "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK-%s;rport=5060;received=%s\n".formatted(id, address);
            return this;
        }

        String invite(int port) throws IOException {
            peer.send(request("INVITE", "", offer(port)));
            String answer = peer.receiveFinal();
            tag = RawPeer.toTag(answer);
            return answer;
        }

        Call connected(int port) throws IOException {
            assertThat(invite(port)).startsWith("SIP/2.0 200");
            acknowledge();
            return this;
        }

        /** As above; by when this returns it has its place for good. */
        Call settled() throws IOException {
            connected(40_000);
            assertThat(within("OPTIONS", "", "")).startsWith("SIP/2.0 200");
            return this;
        }

        void acknowledge() throws IOException {
            peer.send(request("ACK", "", ""));
        }

        String press(char key) throws IOException {
            return within("INFO", "Content-Type: application/dtmf-relay\n", "Signal=" + key + "\n");
        }

        String within(String method, String extra, String body) throws IOException {
            sequence++;
            peer.send(request(method, extra, body));
            return peer.answerTo("CSeq: " + sequence + " " + method, 60_000).orElseThrow();
        }

        @Override
        public void close() {
            peer.close();
        }
    }

    private List<String> story() {
        return rig.conferences.story();
    }

    @ParameterizedTest
    @CsvSource({"100", "999", "gateway%23%23100"})
    void dialsAnyNumberAndIsAskedForItsPin(String number) throws IOException {
        try (Call call = new Call(number).connected(40_000)) {
            for (char key : (RIGHT + "#").toCharArray()) {
                assertThat(call.press(key)).startsWith("SIP/2.0 200");
            }
            if (number.equals("999")) {
                assertThat(call.within("OPTIONS", "", "")).startsWith("SIP/2.0 200");
            } else {
                rig.conferences.await(() -> story().size() == 1);
                assertThat(story().getFirst()).startsWith("arrived guest:");
            }
            assertThat(call.within("BYE", "", "")).startsWith("SIP/2.0 200");
            rig.conferences.await(() -> rig.endpoint.calls() == 0);
            assertThat(story()).hasSize(number.equals("999") ? 0 : 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100**" + RIGHT, "gateway##100**" + RIGHT})
    void dialsNumberAndPin(String user) throws IOException {
        try (Call call = new Call(user).connected(40_000)) {
            rig.conferences.await(() -> story().size() == 1);
            assertThat(story().getFirst()).startsWith("arrived guest:");
            assertThat(call.within("BYE", "", "")).startsWith("SIP/2.0 200");
            rig.conferences.await(() -> story().size() == 2);
        }
    }

    @Test
    @Tag("slow")
    void guessesInTheAddressAndInTheMenuCountTogether() throws IOException {
        for (int guess = 0; guess < 3; guess++) {
            try (Call call = new Call("100**000" + guess).connected(40_000)) {
                assertThat(call.within("BYE", "", "")).startsWith("SIP/2.0 200");
            }
            rig.conferences.await(() -> rig.endpoint.calls() == 0);
        }
        try (Call call = new Call("100").connected(40_000)) {
            for (char key : (RIGHT + "#").toCharArray()) {
                call.press(key);
            }
            assertThat(story()).as("before the wait").isEmpty();
            rig.conferences.await(() -> story().size() == 1);
        }
    }

    /** Where there is no such hearing, too. */
    @Test
    void wrongPinLeadsToTheMenuWhereTheRightOneLeadsIn() throws IOException {
        for (String user : List.of("100**000000", "999**" + RIGHT)) {
            try (Call call = new Call(user).connected(40_000)) {
                for (char key : ("100#" + RIGHT + "#").toCharArray()) {
                    assertThat(call.press(key)).startsWith("SIP/2.0 200");
                }
                rig.conferences.await(() -> story().size() == 1);
                assertThat(call.within("BYE", "", "")).startsWith("SIP/2.0 200");
                rig.conferences.await(() -> story().size() == 2);
            }
            rig.conferences.await(() -> rig.endpoint.calls() == 0);
            rig.close();
            rig = new Rig();
        }
    }

    @ParameterizedTest
    @CsvSource({"alice, 404", "100**12345678901234, 404"})
    void getsNowhereElse(String user, String status) throws IOException {
        try (Call call = new Call(user)) {
            assertThat(call.invite(40_000)).startsWith("SIP/2.0 " + status);
        }
    }

    @Test
    void whoSaysThatHeIsOfOursHasToProveIt() throws IOException {
        for (String user : List.of("100", "999", "", "100**" + RIGHT)) {
            try (RawPeer peer = new RawPeer(rig.endpoint.port())) {
                String uri = "sip:" + (user.isEmpty() ? "" : user + "@") + "127.0.0.1";
                peer.send(peer.request("INVITE", uri, "c" + user, 1, "", "", offer(40_000)));
                assertThat(peer.receiveFinal()).startsWith("SIP/2.0 401");
            }
        }
    }

    @Test
    void mayNotPresentInTheMenu() throws IOException {
        String slides = offer(40_000) + """
                m=video 40002 RTP/AVP 97
                a=rtpmap:97 H264/90000
                m=application 40004 UDP/BFCP *
                m=video 40006 RTP/AVP 97
                a=rtpmap:97 H264/90000
                a=content:slides
                """;
        try (Call call = new Call("").connected(40_000)) {
            String ok = call.within("INVITE", "", slides);
            call.acknowledge();
            SessionDescription answer = SessionDescription.parse(RawPeer.body(ok));
            try (FloorAsker room = new FloorAsker(answer.media().get(2))) {
                room.request();
                assertThat(FloorAsker.status(room.next())).isEqualTo(RequestStatus.DENIED.code());
            }
            assertThat(story()).isEmpty();
        }
    }

    /** An INVITE with a forged source would else turn our stream on somebody else. */
    @Test
    void isSentNothingBeforeHeHasAcknowledged() throws IOException {
        try (DatagramSocket ear = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                Call call = new Call("")) {
            assertThat(call.invite(ear.getLocalPort())).startsWith("SIP/2.0 200");
            DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
            ear.setSoTimeout(300);
            assertThatThrownBy(() -> ear.receive(packet)).isInstanceOf(SocketTimeoutException.class);
            call.acknowledge();
            ear.setSoTimeout(60_000);
            ear.receive(packet);
            assertThat(packet.getLength()).isGreaterThan(12);
        }
    }

    @Test
    void takesNotMoreThanItsShareOfTheLines() throws IOException {
        List<Call> calls = new ArrayList<>();
        try {
            for (int i = 0; i < SHARE; i++) {
                calls.add(new Call("").settled());
            }
            try (Call more = new Call("")) {
                assertThat(more.invite(40_000)).startsWith("SIP/2.0 486");
            }
            calls.getFirst().within("BYE", "", "");
            rig.conferences.await(() -> rig.endpoint.calls() == SHARE - 1);
            try (Call again = new Call("")) {
                assertThat(again.invite(40_000)).startsWith("SIP/2.0 200");
                again.acknowledge();
            }
        } finally {
            calls.forEach(Call::close);
        }
    }

    /** Each caller behind a trusted proxy is a source of his own. */
    @Test
    void whoCallsThroughATrustedProxyTakesNotMoreThanHisOwnShare() throws IOException {
        rig.close();
        rig = Rig.behindProxies();
        List<Call> calls = new ArrayList<>();
        try {
            for (int i = 0; i < SHARE; i++) {
                calls.add(new Call("").from("192.0.2.1").settled());
            }
            try (Call more = new Call("").from("192.0.2.1");
                    Call other = new Call("").from("192.0.2.2")) {
                assertThat(more.invite(40_000)).startsWith("SIP/2.0 486");
                other.connected(40_000);
            }
        } finally {
            calls.forEach(Call::close);
        }
    }

    @Test
    void whoOnlySaysThatHeIsAProxyIsASourceHimself() throws IOException {
        List<Call> calls = new ArrayList<>();
        try {
            for (int i = 0; i < SHARE; i++) {
                calls.add(new Call("").from("192.0.2." + i).settled());
            }
            try (Call more = new Call("").from("192.0.2.99")) {
                assertThat(more.invite(40_000)).startsWith("SIP/2.0 486");
            }
        } finally {
            calls.forEach(Call::close);
        }
    }

    /** A room with an account is known, and asked for no PIN where it has a seat. */
    @Test
    void deviceAtTheBareAddressTypesTheNumberOnly() throws IOException {
        String uri = "sip:127.0.0.1";
        try (RawPeer peer = new RawPeer(rig.endpoint.port())) {
            peer.send(peer.request("INVITE", uri, "d", 1, "", "", offer(40_000)));
            String challenge = peer.receiveFinal();
            peer.send(peer.request("ACK", uri, "d", 1, RawPeer.toTag(challenge), "", "")
                    .replace("-ACK", "-INVITE"));
            String proof = RawPeer.authorization(
                    challenge, DigestCredentials.Algorithm.SHA_256, "alice", "secret", "INVITE", uri, 1);
            peer.send(peer.request("INVITE", uri, "d", 2, "", proof, offer(40_000)));
            String tag = RawPeer.toTag(peer.receive("SIP/2.0 200"));
            peer.send(peer.request("ACK", uri, "d", 2, tag, "", ""));
            for (int i = 0; i < 4; i++) {
                String info = peer.request(
                        "INFO", uri, "d", 3 + i, tag, "Content-Type: application/dtmf\n", "100#".substring(i, i + 1));
                peer.send(info);
                Optional<String> answer = peer.answerTo("CSeq: " + (3 + i) + " INFO", 60_000);
                assertThat(answer.orElseThrow()).startsWith("SIP/2.0 200");
            }
            rig.conferences.awaitStory("arrived device:id-alice");
        }
    }
}
