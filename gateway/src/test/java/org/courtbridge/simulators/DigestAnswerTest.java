package org.courtbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import javax.sip.SipFactory;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;

class DigestAnswerTest {

    private static final String REALM = "http-auth@example.org";
    private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private static final Optional<String> CLIENT_NONCE = Optional.of("f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

    /** The examples of RFC 7616, section 3.9.1. */
    @Test
    void answersAsTheStandardDoes() throws Exception {
        DigestAnswer digest = answerer();
        assertThat(digest.response("MD5", REALM, NONCE, CLIENT_NONCE, "GET", "/dir/index.html"))
                .isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
        assertThat(digest.response("SHA-256", REALM, NONCE, CLIENT_NONCE, "GET", "/dir/index.html"))
                .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    }

    @Test
    void takesTheStrongerOfWhatIsOffered() throws Exception {
        Response challenge = challenge("MD5", "SHA-256", "SHA-512-256");
        AuthorizationHeader answer = answerer().to(challenge, request()).orElseThrow();
        assertThat(answer.getAlgorithm()).isEqualTo("SHA-256");
        assertThat(answer.getResponse())
                .isEqualTo(answerer()
                        .response(
                                "SHA-256",
                                REALM,
                                NONCE,
                                Optional.of(answer.getCNonce()),
                                "REGISTER",
                                request().getRequestURI().toString()));
    }

    @Test
    void hasNoAnswerToWhatItDoesNotKnow() throws Exception {
        assertThat(answerer().to(challenge("SHA-512-256"), request())).isEmpty();
    }

    private static DigestAnswer answerer() throws Exception {
        return new DigestAnswer(headers(), "Mufasa", "Circle of Life");
    }

    private static Response challenge(String... algorithms) throws Exception {
        Response response = messages().createResponse(401, request());
        for (String algorithm : algorithms) {
            response.addHeader(headers()
                    .createHeader(
                            "WWW-Authenticate",
                            "Digest realm=\"%s\", nonce=\"%s\", qop=\"auth\", algorithm=%s"
                                    .formatted(REALM, NONCE, algorithm)));
        }
        return response;
    }

    private static Request request() throws Exception {
        return messages().createRequest("""
                        REGISTER sip:192.0.2.1 SIP/2.0\r
                        Via: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bK1\r
                        From: <sip:room@192.0.2.1>;tag=1\r
                        To: <sip:room@192.0.2.1>\r
                        Call-ID: 1\r
                        CSeq: 1 REGISTER\r
                        Max-Forwards: 70\r
                        Content-Length: 0\r
                        \r
                        """);
    }

    private static HeaderFactory headers() throws Exception {
        return SipFactory.getInstance().createHeaderFactory();
    }

    private static MessageFactory messages() throws Exception {
        return SipFactory.getInstance().createMessageFactory();
    }
}
