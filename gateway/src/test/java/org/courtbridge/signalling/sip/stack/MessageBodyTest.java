package org.courtbridge.signalling.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bodies as RFC 2046 and RFC 5621 have them, and as they come. */
class MessageBodyTest {

    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=Зал\r\nt=0 0\r\n";

    private static final String MIXED = """
            --edge
            Content-Type: application/x-isup;version=x
            Content-Disposition: signal ; handling = optional

            01
            --edge
            content-type:
             APPLICATION/SDP
            Content-Disposition: session

            %s
            --edge--
            """;

    private static MessageBody read(String fields, String body) {
        byte[] content = body.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        String header = """
                INVITE sip:100@court.test SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-1
                Max-Forwards: 70
                From: <sip:alice@court.test>;tag=f
                To: <sip:100@court.test>
                Call-ID: c1
                CSeq: 7 INVITE
                Contact: <sip:alice@192.0.2.1>
                %sContent-Length: 0

                """.formatted(fields).replace("\n", "\r\n");
        try {
            SIPMessage message = new StringMsgParser()
                    .parseSIPMessage(header.getBytes(StandardCharsets.UTF_8), false, false, (a, b, c, d, e) -> {});
            message.setMessageContent(content);
            return MessageBody.of(message);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static MessageBody multipart(String subtype, String body) {
        return read("Content-Type: multipart/" + subtype + ";boundary=edge\n", body);
    }

    private static String sdpOf(MessageBody body) {
        assertThat(body).isInstanceOf(MessageBody.Description.class);
        return ((MessageBody.Description) body).text().strip();
    }

    private static String part(String fields, String content) {
        return "--edge\n" + fields + "\n" + content + "\n";
    }

    @Test
    void aDescriptionAloneIsRead() {
        assertThat(read("Content-Type: application/SDP;charset=utf-8\n", SDP))
                .isEqualTo(new MessageBody.Description(SDP));
        assertThat(read("", "")).isEqualTo(new MessageBody.Empty());
        assertThat(read("", SDP)).isEqualTo(new MessageBody.Unknown(""));
    }

    @Test
    void aDescriptionAmongOthersThatNeedNotBeUnderstoodIsRead() {
        assertThat(sdpOf(multipart("mixed", MIXED.formatted(SDP)))).isEqualTo(SDP.strip());
        assertThat(sdpOf(multipart("mixed", "A preamble.\n" + MIXED.formatted(SDP) + "An epilogue.")))
                .isEqualTo(SDP.strip());
        assertThat(sdpOf(read(
                        "Content-Type: multipart/mixed; boundary=\"e dge\"\n",
                        MIXED.formatted(SDP).replace("edge", "e dge"))))
                .isEqualTo(SDP.strip());
        assertThat(sdpOf(multipart("x-unheard-of", MIXED.formatted(SDP)))).isEqualTo(SDP.strip());
    }

    @Test
    void partsThatHaveToBeUnderstoodAre() {
        assertThat(multipart("mixed", MIXED.formatted(SDP).replace("optional", "required")))
                .isEqualTo(new MessageBody.Unknown("application/x-isup"));
        assertThat(multipart("mixed", MIXED.formatted(SDP).replace(" ; handling = optional", "")))
                .isEqualTo(new MessageBody.Unknown("application/x-isup"));
        assertThat(multipart("mixed", MIXED.formatted(SDP).replace("session", "early-session")))
                .isEqualTo(new MessageBody.Unknown("application/sdp"));
        assertThat(multipart("mixed", part("", "words") + part("Content-Type: application/sdp\n", SDP) + "--edge--"))
                .isEqualTo(new MessageBody.Unknown("text/plain"));
    }

    @Test
    void aBodyThatNeedNotBeUnderstoodIsNone() {
        assertThat(read("Content-Type: text/plain\nContent-Disposition: render;handling=optional\n", "words"))
                .isEqualTo(new MessageBody.Empty());
        assertThat(multipart("mixed", part("Content-Disposition: icon;handling=optional\n", "1") + "--edge--"))
                .isEqualTo(new MessageBody.Empty());
    }

    /** The best comes last, and what is not understood is passed over. */
    @Test
    void ofAlternativesTheLastThatIsUnderstoodIsTaken() {
        String first = part("Content-Type: application/sdp\n", SDP.replace("Зал", "old"));
        String second = part("Content-Type: application/sdp\n", SDP);
        String third = part("Content-Type: application/x-better\n", "{}");
        assertThat(sdpOf(multipart("alternative", first + second + third + "--edge--")))
                .isEqualTo(SDP.strip());
        assertThat(multipart("alternative", third + "--edge--"))
                .isEqualTo(new MessageBody.Unknown("application/x-better"));
        assertThat(sdpOf(multipart("related", second + third + "--edge--"))).isEqualTo(SDP.strip());
    }

    @Test
    void multipartBodiesMayBeInEachOther() {
        String inner = part("Content-Type: text/plain\n", "words") + part("Content-Type: application/sdp\n", SDP);
        String nested = part(
                        "Content-Type: multipart/alternative;boundary=inner\n",
                        inner.replace("edge", "inner") + "--inner--")
                + "--edge--";
        assertThat(sdpOf(multipart("mixed", nested))).isEqualTo(SDP.strip());
        String deep = part("Content-Type: application/sdp\n", SDP) + "--edge--";
        for (int i = 0; i < 6; i++) {
            deep = "--edge" + i + "\nContent-Type: multipart/mixed;boundary=edge"
                    + (i == 0 ? "" : Integer.toString(i - 1)) + "\n\n" + deep + "\n--edge" + i + "--";
        }
        assertThat(read("Content-Type: multipart/mixed;boundary=edge5\n", deep))
                .isInstanceOf(MessageBody.Malformed.class);
    }

    @Test
    void codingsAreReadOrNamed() {
        String base64 = Base64.getMimeEncoder().encodeToString(SDP.getBytes(StandardCharsets.UTF_8));
        String coded = "Content-Type: application/sdp\nContent-Transfer-Encoding: BASE64\n";
        assertThat(sdpOf(multipart("mixed", part(coded, base64) + "--edge--"))).isEqualTo(SDP.strip());
        assertThat(multipart("mixed", part(coded.replace("BASE64", "quoted-printable"), SDP) + "--edge--"))
                .isEqualTo(new MessageBody.Encoded("quoted-printable"));
        assertThat(read("Content-Type: application/sdp\nContent-Encoding: gzip\n", SDP))
                .isEqualTo(new MessageBody.Encoded("gzip"));
    }

    @Test
    void whatDoesNotFitItsBoundaryIsMalformed() {
        String whole = MIXED.formatted(SDP);
        for (String body :
                new String[] {whole.replace("--edge--", ""), whole.replace("--edge", "--other"), "", "--edge--"}) {
            assertThat(multipart("mixed", body + "\n")).as(body).isInstanceOf(MessageBody.Malformed.class);
        }
        assertThat(read("Content-Type: multipart/mixed\n", whole)).isInstanceOf(MessageBody.Malformed.class);
        assertThat(read("Content-Type: multipart/mixed;boundary=" + "e".repeat(71) + "\n", whole))
                .isInstanceOf(MessageBody.Malformed.class);
        assertThat(multipart(
                        "mixed", part("Content-Type: application/sdp\n", SDP).repeat(2) + "--edge--"))
                .isEqualTo(new MessageBody.Malformed("more than one session description"));
        assertThat(multipart("mixed", part("", "").repeat(1_000) + "--edge--"))
                .isInstanceOf(MessageBody.Malformed.class);
    }

    @Test
    void everyTruncationAndSeededChangeIsReadToSomeEnd() {
        String whole = MIXED.formatted(SDP);
        for (int n = 0; n < whole.length(); n++) {
            assertThat(multipart("mixed", whole.substring(0, n))).isNotNull();
        }
        Random random = new Random(5621);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder changed = new StringBuilder(whole);
            for (int k = random.nextInt(1, 6); k > 0; k--) {
                changed.setCharAt(random.nextInt(changed.length()), (char) random.nextInt(1, 128));
            }
            assertThat(multipart("mixed", changed.toString())).isNotNull();
        }
    }
}
