package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody in whose name another asks is sent no more than three times the octets of what was asked. */
class AmplificationTest {

    private static final int FACTOR = 3;

    /** Of an answer: by then each is repeated that nobody has acknowledged. */
    private static final int REPEATED = 3;

    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 8 101
            a=rtpmap:101 telephone-event/8000
            """;

    private Rig rig;
    private RawPeer victim;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig();
        victim = new RawPeer(rig.endpoint.port(), InetAddress.ofLiteral("127.0.0.7"));
    }

    @AfterEach
    void close() {
        victim.close();
        rig.close();
    }

    private static int octets(String request) {
        return request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8).length;
    }

    private String invite(String user, String from) {
        String uri = "sip:" + (user.isEmpty() ? "" : user + "@") + "127.0.0.1";
        return victim.request("INVITE", uri, "amplified", 1, "", "", OFFER)
                .replace("From: <sip:alice@127.0.0.1>", "From: <sip:" + from + ">");
    }

    /** The answer of the menu, and the challenge of a device. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "'', hall@elsewhere.example",
        "100, hall@elsewhere.example",
        "100**1, hall@elsewhere.example",
        "100, alice@127.0.0.1"
    })
    void callThatNobodyAcknowledgesIsAnsweredByLittle(String user, String from) throws IOException {
        String invite = invite(user, from);
        victim.send(invite);
        rig.conferences.await(() -> rig.endpoint.withheld() >= REPEATED);
        assertThat(victim.drain(300)).isPositive().isLessThanOrEqualTo(FACTOR * octets(invite));
    }

    /** Of each address what it has sent itself. */
    @Test
    void whoAsksMuchIsAnsweredAsMuch() throws IOException {
        int sent = 0;
        for (int i = 0; i < 50; i++) {
            String request = victim.request("OPTIONS", "sip:127.0.0.1", "o" + i, 1, "", "", "");
            victim.send(request);
            sent += octets(request);
        }
        assertThat(victim.drain(1_000)).isBetween(sent / FACTOR, FACTOR * sent);
    }

    /** Whoever acknowledges is where he says, and hears everything from then on. */
    @Test
    void whoHasAcknowledgedIsSentWhatTheCallNeeds() throws IOException {
        victim.send(invite("", "hall@elsewhere.example"));
        String tag = RawPeer.toTag(victim.receive("SIP/2.0 200"));
        victim.send(within("ACK", 1, tag, ""));
        for (int i = 2; i < 60; i++) {
            victim.send(within("OPTIONS", i, tag, ""));
            assertThat(victim.answerTo("CSeq: " + i + " OPTIONS", 60_000)).isPresent();
        }
        assertThat(rig.endpoint.withheld()).isZero();
    }

    private String within(String method, int sequence, String tag, String body) {
        return victim.request(method, "sip:127.0.0.1", "amplified", sequence, tag, "", body)
                .replace("From: <sip:alice@127.0.0.1>", "From: <sip:hall@elsewhere.example>");
    }
}
