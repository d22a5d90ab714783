package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javax.sip.message.Message;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.signalling.sip.stack.SipMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4028 by a clock that stands still. */
class SessionTimerTest {

    private static final String REST = """
            Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK-1
            From: <sip:alice@127.0.0.1>;tag=a
            To: <sip:100@127.0.0.1>;tag=b
            Call-ID: c
            CSeq: 1 UPDATE
            Max-Forwards: 70
            %s
            Content-Length: 0

            """;

    private final SipMessages messages =
            new SipMessages(AdvertisedAddresses.always(InetAddress.getLoopbackAddress()), 5060, OptionalInt.empty());
    private long nanos = 1;
    private final SessionTimer timer =
            new SessionTimer(new SessionTimer.Settings(Duration.ofSeconds(1_800), Duration.ofSeconds(90)), () -> nanos);

    private static <T extends Message> T message(Class<T> type, String first, String fields) {
        String text =
                (first + "\n" + REST.formatted(fields)).replace("\n\n", "\n").replace("\n", "\r\n") + "\r\n";
        try {
            return type.cast(
                    new StringMsgParser().parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null));
        } catch (ParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static SIPRequest request(String fields) {
        return message(SIPRequest.class, "UPDATE sip:100@127.0.0.1 SIP/2.0", fields);
    }

    private static SIPResponse ok(String fields) {
        return message(SIPResponse.class, "SIP/2.0 200 OK", fields);
    }

    private void pass(long seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
    }

    private String answered(String fields) {
        SIPResponse ok = ok("Subject: ok");
        timer.answering(request(fields), ok, messages);
        return RawPeer.header(ok.toString(), "Session-Expires");
    }

    /** What a caller asks for, and what it is answered (section 9, table 2). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Supported: timer\\nSession-Expires: 600;refresher=uac | 600;refresher=uac",
                "Supported: timer\\nSession-Expires: 600;refresher=uas | 600;refresher=uas",
                "Supported: timer\\nSession-Expires: 600               | 600;refresher=uas",
                "Supported: timer\\nSubject: nothing said              | 1800;refresher=uas",
                "Supported: timer\\nSession-Expires: 7200              | 1800;refresher=uas",
                "Supported: timer\\nSession-Expires: 7200\\nMin-SE: 3600 | 3600;refresher=uas",
                "Supported: timer\\nx: 600;refresher=uac               | 600;refresher=uac",
                "Subject: none                                         | 1800;refresher=uas",
            })
    void answersWhatHolds(String asked, String held) {
        assertThat(answered(asked.strip().replace("\\n", "\n"))).isEqualTo(held);
    }

    @Test
    void refreshesHalfWayAndGivesUpAtTheEnd() {
        answered("Supported: timer\nSession-Expires: 600;refresher=uas");
        assertThat(timer.left()).isEqualTo(Duration.ofSeconds(300));
        assertThat(timer.due()).isEqualTo(SessionTimer.Due.NOTHING);
        pass(300);
        assertThat(timer.due()).isEqualTo(SessionTimer.Due.REFRESH);
        timer.ask(request("x-none: 1"), messages);
        assertThat(timer.due()).as("while it is being asked").isEqualTo(SessionTimer.Due.NOTHING);
        timer.tryAgain(Duration.ofSeconds(5));
        assertThat(timer.left()).isEqualTo(Duration.ofSeconds(5));
        pass(300);
        assertThat(timer.due()).isEqualTo(SessionTimer.Due.EXPIRED);
    }

    /** A third of the interval before its end, or 32 s (section 10). */
    @Test
    void givesUpOnTheOtherSideALittleEarlier() {
        answered("Supported: timer\nSession-Expires: 90;refresher=uac");
        pass(59);
        assertThat(timer.due()).isEqualTo(SessionTimer.Due.NOTHING);
        pass(1);
        assertThat(timer.due()).isEqualTo(SessionTimer.Due.EXPIRED);
        answered("Supported: timer\nSession-Expires: 600;refresher=uac");
        pass(567);
        assertThat(timer.due()).isEqualTo(SessionTimer.Due.NOTHING);
        pass(1);
        assertThat(timer.due()).isEqualTo(SessionTimer.Due.EXPIRED);
    }

    @Test
    void holdsToWhatACalledRoomSays() {
        SIPRequest invite = request("x-none: 1");
        timer.ask(invite, messages);
        assertThat(RawPeer.header(invite.toString(), "Session-Expires")).isEqualTo("1800");
        assertThat(RawPeer.header(invite.toString(), "Min-SE")).isEqualTo("90");
        timer.accepted(ok("Session-Expires: 300;refresher=uac"));
        assertThat(timer.left()).as("by us").isEqualTo(Duration.ofSeconds(150));
        timer.accepted(ok("Session-Expires: 300;refresher=uas"));
        assertThat(timer.left()).as("by the room").isEqualTo(Duration.ofSeconds(268));
        timer.accepted(ok("Subject: no timer"));
        pass(100_000);
        assertThat(timer.due()).isEqualTo(SessionTimer.Due.NOTHING);
    }

    @Test
    void asksForAsLongAsTheOtherSideWantsAtLeast() {
        assertThat(timer.tooBrief(ok("Min-SE: 3600"))).isTrue();
        SIPRequest invite = request("x-none: 1");
        timer.ask(invite, messages);
        assertThat(RawPeer.header(invite.toString(), "Session-Expires")).isEqualTo("3600");
        assertThat(timer.tooBrief(ok("Min-SE: 3600"))).as("the same once more").isFalse();
        assertThat(timer.tooBrief(ok("Subject: nothing said"))).isFalse();
    }

    @Test
    void refusesWhatIsTooShort() {
        assertThat(timer.refusal(request("Session-Expires: 90"), messages)).isEmpty();
        assertThat(timer.refusal(request("Session-Expires: 89"), messages)
                        .orElseThrow()
                        .toString())
                .startsWith("SIP/2.0 422")
                .contains("Min-SE: 90");
    }
}
