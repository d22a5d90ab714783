package org.courtbridge.signalling.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.courtbridge.signalling.sip.RawPeer;
import org.junit.jupiter.api.Test;

class MessageCheckTest {

    private static final String GOOD = """
            INVITE sip:100@court.test SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-1;rport, SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK-0
            Max-Forwards: 70
            From: "A" <sip:alice@court.test>;tag=f
            To: <sip:100@court.test>
            Call-ID: c1@192.0.2.1
            CSeq: 7 INVITE
            Contact: <sip:alice@192.0.2.1>
            Content-Type: application/sdp
            Content-Length: 5

            v=0
            """;

    private static RawMessage read(String text) {
        return RawMessage.read(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String verdict(String text) {
        return switch (MessageCheck.check(read(text))) {
            case MessageCheck.Verdict.Pass pass -> "pass";
            case MessageCheck.Verdict.Drop drop -> "drop";
            case MessageCheck.Verdict.Refuse refuse -> refuse.status() + " " + refuse.phrase();
        };
    }

    private static String without(String name) {
        return GOOD.replaceFirst("(?m)^" + name + ":.*\n", "");
    }

    @Test
    void passesWhatIsWhole() {
        assertThat(verdict(GOOD)).isEqualTo("pass");
        assertThat(verdict(without("Max-Forwards"))).isEqualTo("pass");
        assertThat(verdict(without("Content-Length"))).isEqualTo("pass");
        assertThat(verdict(GOOD.replace("From:", "f:").replace("To:", "t  :").replace("Call-ID", "i")))
                .isEqualTo("pass");
        assertThat(verdict("SIP/2.0 200 OK\n" + GOOD.substring(GOOD.indexOf("Via"))))
                .isEqualTo("pass");
    }

    /** One of them its sender has made up. */
    @Test
    void refusesTwoWordsForWhereARequestComesFrom() {
        assertThat(verdict(GOOD.replace("z9hG4bK-0", "z9hG4bK-0;received=192.0.2.9")))
                .isEqualTo("pass");
        assertThat(verdict(GOOD.replace("z9hG4bK-0", "z9hG4bK-0;received=192.0.2.9; Received=192.0.2.2")))
                .isEqualTo("400 Repeated received Parameter");
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(verdict(without("From"))).isEqualTo("400 Missing From Header Field");
        assertThat(verdict(without("To"))).isEqualTo("400 Missing To Header Field");
        assertThat(verdict(without("Call-ID"))).isEqualTo("400 Missing Call-ID Header Field");
        assertThat(verdict(without("CSeq"))).isEqualTo("400 Missing CSeq Header Field");
        assertThat(verdict(without("Via"))).isEqualTo("drop");
    }

    /** Within a call the one that it began with holds on. */
    @Test
    void anInviteThatBeginsACallSaysWhereItsSenderIs() {
        assertThat(verdict(without("Contact"))).isEqualTo("400 Missing Contact Header Field");
        assertThat(verdict(GOOD.replace("Contact: <sip:alice@192.0.2.1>", "Contact: *")))
                .isEqualTo("400 Malformed Contact Header Field");
        assertThat(verdict(GOOD.replace("Contact:", "m:"))).isEqualTo("pass");
        assertThat(verdict(without("Contact").replace("To: <sip:100@court.test>", "To: <sip:100@court.test>;tag=t")))
                .isEqualTo("pass");
        assertThat(verdict(without("Contact").replace("INVITE", "OPTIONS"))).isEqualTo("pass");
    }

    @Test
    void namesWhatIsWrong() {
        assertThat(verdict(GOOD.replace("70", "256"))).startsWith("400 Malformed Max-Forwards");
        assertThat(verdict(GOOD.replace("70", "-1"))).startsWith("400 Malformed Max-Forwards");
        assertThat(verdict(GOOD.replace("CSeq: 7", "CSeq: 2147483648"))).startsWith("400 Malformed CSeq");
        assertThat(verdict(GOOD.replace("CSeq: 7 INVITE", "CSeq: 7 BYE"))).isEqualTo("400 CSeq Method Differs");
        assertThat(verdict(GOOD.replace("Length: 5", "Length: 6"))).startsWith("400 Content-Length");
        assertThat(verdict(GOOD.replace("Length: 5", "Length: -5"))).startsWith("400 Content-Length");
        assertThat(verdict(GOOD.replace("To:", "To: <sip:b@b>\nTo:"))).isEqualTo("400 Repeated To Header Field");
        assertThat(verdict(GOOD.replace("<sip:alice@court.test>", "<sip:alice@court.test")))
                .isEqualTo("400 Malformed From");
        assertThat(verdict(GOOD.replace("SIP/2.0\nVia", "SIP/7.0\nVia"))).startsWith("505");
        assertThat(verdict(GOOD.replace("sip:100@court.test SIP", "soap.beep://100 SIP")))
                .startsWith("416");
        assertThat(verdict(GOOD.replace("INVITE sip", "INVITE  sip"))).startsWith("400 Malformed Request-Line");
        assertThat(verdict(GOOD.substring(0, 200))).startsWith("400 ");
        assertThat(verdict(GOOD.replace("INVITE", "ACK").replace("70", "256"))).isEqualTo("drop");
        assertThat(verdict("hello\n\n")).isEqualTo("drop");
    }

    @Test
    void answersWhoAsked() throws Exception {
        InetSocketAddress source = new InetSocketAddress(InetAddress.getByName("198.51.100.9"), 1_234);
        String answer = new String(
                StatelessAnswer.write(read(without("CSeq")), 400, "Bad", source, List.of("Retry-After: 5")),
                StandardCharsets.UTF_8);
        assertThat(answer.lines())
                .startsWith(
                        "SIP/2.0 400 Bad",
                        "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-1;received=198.51.100.9;rport=1234,"
                                + " SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK-0",
                        "From: \"A\" <sip:alice@court.test>;tag=f")
                .contains("Call-ID: c1@192.0.2.1", "Retry-After: 5", "Content-Length: 0");
        assertThat(RawPeer.toTag(answer)).hasSize(12);
        assertThat(answer).endsWith("\r\n\r\n");
    }

    @Test
    void anyBytesAreJudged() {
        Random random = new Random(4_475);
        byte[] good = GOOD.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        int passed = 0;
        for (int i = 0; i < good.length; i++) {
            MessageCheck.check(RawMessage.read(Arrays.copyOf(good, i)));
        }
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = good.clone();
            for (int n = 0; n < 1 + i % 6; n++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            passed += MessageCheck.check(RawMessage.read(bytes)) instanceof MessageCheck.Verdict.Pass ? 1 : 0;
        }
        assertThat(passed).isBetween(100, 2_900);
    }
}
