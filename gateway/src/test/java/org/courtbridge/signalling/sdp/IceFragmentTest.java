package org.courtbridge.signalling.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IceFragmentTest {

    private static final String RESTART = """
            a=ice-options:trickle ice2\r
            a=group:BUNDLE 0 1\r
            m=audio 9 UDP/TLS/RTP/SAVPF 111\r
            a=mid:0\r
            a=ice-ufrag:ysXw\r
            a=ice-pwd:vw5LmwG4y/e6dPP/zAP9Gp5k\r
            a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0\r
            """;

    private static final String OFFER = """
            v=0\r
            a=ice-ufrag:old1\r
            a=ice-pwd:oldoldoldoldoldoldoldold\r
            m=audio 9 UDP/TLS/RTP/SAVPF 111\r
            a=ice-ufrag:old1\r
            a=mid:0\r
            """;

    @Test
    void readsTheCredentials() {
        assertThat(IceFragment.parse(RESTART).credentials())
                .contains(new IceFragment.Credentials("ysXw", "vw5LmwG4y/e6dPP/zAP9Gp5k"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=candidate:1 1 udp 2122260223 192.0.2.1 61764 typ host", "a=mid:0\na=end-of-candidates"})
    void needsNoCredentialsBesideCandidates(String text) {
        assertThat(IceFragment.parse(text).credentials()).isEmpty();
    }

    @Test
    void isARestartOnlyByAnotherFragment() {
        assertThat(new IceFragment.Credentials("new1", "newnewnewnewnewnewnewnew").differFrom(OFFER))
                .isTrue();
        assertThat(new IceFragment.Credentials("old1", "oldoldoldoldoldoldoldold").differFrom(OFFER))
                .isFalse();
        assertThatThrownBy(() -> new IceFragment.Credentials("old1", "newnewnewnewnewnewnewnew").differFrom(OFFER))
                .isInstanceOf(SdpException.class);
    }

    @Test
    void takesTheirPlaceInADescription() {
        assertThat(new IceFragment.Credentials("a$1\\", "b+/").in(OFFER))
                .contains("a=ice-ufrag:a$1\\\r\na=ice-pwd:b+/\r\nm=audio", "a=ice-ufrag:a$1\\\r\na=mid:0\r\n")
                .doesNotContain("old");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a=ice-ufrag:ysXw",
                "a=ice-ufrag:\r\na=ice-pwd:",
                "nonsense",
                "a=mid:0",
                "a=ice-pwd:x\na=candidate:1"
            })
    void refusesWhatSaysNothingOfIceOrHalf(String text) {
        assertThatThrownBy(() -> IceFragment.parse(text)).isInstanceOf(SdpException.class);
    }
}
