package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sip.address.SipURI;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;

class RedirectionsTest {

    private static final InetAddress SOURCE = InetAddress.ofLiteral("192.0.2.1");

    private final List<String> asked = new ArrayList<>();

    private boolean allows(SipURI place, InetAddress source) {
        assertThat(source).isEqualTo(SOURCE);
        asked.add(place.getHost());
        return !place.getHost().startsWith("barred");
    }

    private static Response redirection(String... hosts) throws Exception {
        String contacts = IntStream.range(0, hosts.length)
                .mapToObj(i -> "<sip:room@%s>;q=0.%02d".formatted(hosts[i], 99 - i))
                .collect(Collectors.joining(", "));
        String text = """
                SIP/2.0 300 Multiple Choices
                Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK1
                From: <sip:gateway@192.0.2.9>;tag=1
                To: <sip:room@192.0.2.1>;tag=2
                Call-ID: 1
                CSeq: 1 INVITE
                Contact: %s
                Content-Length: 0

                """.formatted(contacts).replace("\n", "\r\n");
        SIPResponse response = (SIPResponse)
                new StringMsgParser().parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
        response.setRemoteAddress(SOURCE);
        return response;
    }

    /** To ask for a name takes time, and where it leads may be another place by then. */
    @Test
    void placeIsAskedAboutWhenItIsTriedAndAFewAtMost() throws Exception {
        Redirections redirections = new Redirections("sip:room@192.0.2.1", this::allows);
        redirections.heard(redirection(IntStream.range(0, 50)
                .mapToObj(i -> "place%d.test".formatted(i))
                .toArray(String[]::new)));
        assertThat(asked).isEmpty();
        for (int i = 0; i < 5; i++) {
            assertThat(redirections.next()).contains("sip:room@place%d.test".formatted(i));
            assertThat(asked).hasSize(i + 1);
        }
        assertThat(redirections.next()).isEmpty();
        assertThat(asked).hasSize(5);
    }

    @Test
    void placeThatIsNotAllowedIsPassedOver() throws Exception {
        Redirections redirections = new Redirections("sip:room@192.0.2.1", this::allows);
        redirections.heard(redirection("barred1.test", "room.test", "barred2.test"));
        assertThat(redirections.next()).contains("sip:room@room.test");
        assertThat(redirections.next()).isEmpty();
        assertThat(asked).containsExactly("barred1.test", "room.test", "barred2.test");
    }
}
