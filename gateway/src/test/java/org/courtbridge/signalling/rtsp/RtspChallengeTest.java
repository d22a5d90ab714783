package org.courtbridge.signalling.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.courtbridge.signalling.rtsp.CameraStream.Login;
import org.junit.jupiter.api.Test;

class RtspChallengeTest {

    private static final Login MUFASA = new Login("Mufasa", "Circle of Life");
    private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private static final String REALM = "http-auth@example.org";

    private static RtspChallenge challenge(String... headers) {
        return RtspChallenge.strongest(List.of(headers)).orElseThrow();
    }

    /** RFC 7616, section 3.9.1. */
    @Test
    void provesByBothAlgorithmsAsTheStandardsExamplesDo() {
        String clientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        String parameters = "Digest realm=\"" + REALM + "\", qop=\"auth, auth-int\", nonce=\"" + NONCE
                + "\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\", algorithm=";
        assertThat(challenge(parameters + "SHA-256").answer(MUFASA, "GET", "/dir/index.html", 1, clientNonce))
                .contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"")
                .contains("nc=00000001")
                .contains("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
        assertThat(challenge(parameters + "MD5").answer(MUFASA, "GET", "/dir/index.html", 1, clientNonce))
                .contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"");
    }

    /** RFC 2069, section 2.4, with the erratum's response. */
    @Test
    void provesAsCamerasWantItThatKnowNoClientNonce() {
        RtspChallenge old =
                challenge("Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"");
        assertThat(old.answer(new Login("Mufasa", "CircleOfLife"), "GET", "/dir/index.html", 1))
                .contains("response=\"1949323746fe6a43ef61f9606e7febea\"")
                .doesNotContain("cnonce")
                .doesNotContain("qop");
    }

    @Test
    void countsTheRequestsWithANonce() {
        RtspChallenge asked = challenge("Digest realm=\"a\", nonce=\"b\", qop=\"auth\"");
        assertThat(asked.answer(MUFASA, "PLAY", "rtsp://camera/main", 17)).contains("nc=00000011");
        assertThat(asked.answer(MUFASA, "PLAY", "rtsp://camera/main", 1))
                .isNotEqualTo(asked.answer(MUFASA, "PLAY", "rtsp://camera/main", 1));
    }

    @Test
    void takesTheStrongestWhateverTheirOrder() {
        String weak = "Digest realm=\"a\", nonce=\"1\", algorithm=MD5";
        String strong = "Digest realm=\"a\", nonce=\"2\", algorithm=SHA-256";
        assertThat(challenge(weak, strong).nonce()).isEqualTo("2");
        assertThat(challenge(strong, weak).nonce()).isEqualTo("2");
    }

    @Test
    void givesNobodyAPasswordInTheClear() {
        for (String header : List.of(
                "Basic realm=\"camera\"",
                "Digest",
                "Digest realm=\"a\"",
                "Digest nonce=\"a\"",
                "Digest realm=\"a\", nonce=\"b\", algorithm=MD4",
                "Digest realm=\"a\", nonce=\"b\", qop=\"auth-int\"",
                "",
                "=")) {
            assertThat(RtspChallenge.strongest(List.of(header))).as(header).isEqualTo(Optional.empty());
        }
    }

    @Test
    void keepsQuotationMarksOfNamesWhereTheyAre() {
        RtspChallenge odd = challenge("Digest realm=\"a \\\"b\\\"\", nonce=\"c\"");
        assertThat(odd.realm()).isEqualTo("a \"b\"");
        assertThat(odd.answer(new Login("o\"k", "x"), "PLAY", "rtsp://c", 1))
                .contains("username=\"o\\\"k\"")
                .contains("realm=\"a \\\"b\\\"\"");
    }

    @Test
    void printsNoPassword() {
        assertThat(MUFASA).asString().doesNotContain("Circle");
    }
}
