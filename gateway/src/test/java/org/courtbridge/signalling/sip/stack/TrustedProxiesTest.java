package org.courtbridge.signalling.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private static final String PROXY = "SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK-p";

    private final TrustedProxies proxies = TrustedProxies.parse("192.0.2.7, 198.51.100.0/25 ,2001:db8::/33");

    private String origin(String neighbour, String... vias) {
        return proxies.originOf(List.of(vias), InetAddress.ofLiteral(neighbour)).getHostAddress();
    }

    @ParameterizedTest
    @CsvSource({
        "SIP/2.0/UDP 10.1.2.3:5060;branch=z9hG4bK-1;received=203.0.113.5;rport=61000, 203.0.113.5",
        "SIP/2.0/UDP room.example;branch=z9hG4bK-1; Received = 203.0.113.5 , 203.0.113.5",
        "SIP / 2.0 / TLS [2001:db8:9000::5]:5061;received=2a00::7;branch=z9hG4bK-1, 2a00:0:0:0:0:0:0:7",
        "SIP/2.0/UDP 203.0.113.5:5060;rport;branch=z9hG4bK-1, 203.0.113.5",
        "SIP/2.0/TCP [2a00::7];branch=z9hG4bK-1, 2a00:0:0:0:0:0:0:7",
    })
    void isWhomTheProxyHeard(String via, String origin) {
        assertThat(origin("192.0.2.7", PROXY, via)).isEqualTo(origin);
    }

    @Test
    void goesOnFromProxyToProxyAndNoFarther() {
        String second = "SIP/2.0/UDP 198.51.100.127;branch=z9hG4bK-2";
        String third = "SIP/2.0/UDP 203.0.113.5;branch=z9hG4bK-3";
        String forged = "SIP/2.0/UDP 203.0.113.99;branch=z9hG4bK-4";
        assertThat(origin("192.0.2.7", PROXY, second, third, forged)).isEqualTo("203.0.113.5");
        assertThat(origin("2001:db8:7fff::1", PROXY, third, forged)).isEqualTo("203.0.113.5");
    }

    @Test
    void isTheNeighbourIfThatIsNoProxyOfOurs() {
        String via = "SIP/2.0/UDP 203.0.113.5;branch=z9hG4bK-1";
        for (String neighbour : List.of("192.0.2.8", "198.51.100.128", "2001:db8:8000:0:0:0:0:1")) {
            assertThat(origin(neighbour, PROXY, via)).isEqualTo(neighbour);
        }
        assertThat(TrustedProxies.NONE.originOf(List.of(PROXY, via), InetAddress.ofLiteral("192.0.2.7")))
                .isEqualTo(InetAddress.ofLiteral("192.0.2.7"));
    }

    /** A name, or what the sender may have made up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SIP/2.0/UDP room.example;branch=z9hG4bK-1",
                "SIP/2.0/UDP 10.1.2.3;received=203.0.113.9;branch=z9hG4bK-1;received=203.0.113.5",
                "SIP/2.0/UDP 10.1.2.3;received=nowhere",
                "",
                "SIP/2.0/UDP"
            })
    void isTheProxyIfThatDoesNotSayWhomItHeard(String via) {
        assertThat(origin("192.0.2.7", PROXY, via)).isEqualTo("192.0.2.7");
        assertThat(origin("192.0.2.7", PROXY)).isEqualTo("192.0.2.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy.example", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/x", "192.0.2.7;192.0.2.8"})
    void refusesWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> TrustedProxies.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
