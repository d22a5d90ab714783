package org.courtbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.courtbridge.gateway.language.Language;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {

    @Test
    void everyKeyIsOptional() {
        GatewayConfig config = GatewayConfig.defaults(Map.of());

        assertThat(config.sip().port()).isEqualTo(5060);
        assertThat(config.webrtc().port()).isEqualTo(10_000);
        assertThat(config.network().bind().isAnyLocalAddress()).isTrue();
        assertThat(config.language()).isEqualTo(Language.KAZAKH);
    }

    @Test
    void readsTheFile() {
        GatewayConfig config = read("data: /srv/мәліметтер\nmedia:\n  timeout: 90s\nsip:\n  tls-port: 0\n", Map.of());

        assertThat(config.data()).isEqualTo(Path.of("/srv/мәліметтер"));
        assertThat(config.media().timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.sip().tlsPort()).isZero();
    }

    @Test
    void readsTheCourtsLanguage() {
        assertThat(read("language: ru", Map.of()).language()).isEqualTo(Language.RUSSIAN);
        assertThatThrownBy(() -> read("language: de", Map.of()))
                .hasMessageContaining("test.yaml:1: language: de (expected: kk, ru or en)");
    }

    @Test
    void namesAProxyThatIsNone() {
        assertThatThrownBy(() -> read("sip: {trusted-proxies: proxy.example}", Map.of()))
                .hasMessageContaining(
                        "test.yaml:1: sip.trusted-proxies: proxy.example (expected: addresses or networks");
    }

    @Test
    void theEnvironmentWins() {
        Map<String, String> environment = Map.of("COURTBRIDGE_SIP_TLS_PORT", "7061", "HOME", "/home");

        assertThat(read("sip: {tls-port: 6061}", environment).sip().tlsPort()).isEqualTo(7061);
    }

    @Test
    void namesEveryErrorWithItsLine() {
        assertThatThrownBy(
                        () -> read("sip:\n  port: 70000\nmedia:\n  timeout: soon\nwed: {}\nweb: {htps: 1}\n", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("test.yaml:2: sip.port: 70000 (expected: a port, 0 to 65535)")
                .hasMessageContaining("test.yaml:4: media.timeout: soon")
                .hasMessageContaining("test.yaml:6: web htps is no setting");
    }

    @Test
    void namesTheLineOfBrokenYaml() {
        assertThatThrownBy(() -> read("sip:\n  port: [1\n", Map.of())).hasMessageContaining("test.yaml:3:");
    }

    @Test
    void refusesHalfACertificate() {
        assertThatThrownBy(() -> read("tls: {certificate: a.pem}", Map.of()))
                .hasMessageContaining("certificate and key go together");
    }

    @Test
    void readsTheTurnServers() {
        GatewayConfig.Turn turn = read("""
                        turn:
                          urls: turn:turn.example.kz:3478?transport=udp, turns:[2001:db8::7]:5349?transport=tcp
                          secret: geheim
                          lifetime: 2h
                        """, Map.of()).turn().orElseThrow();
        assertThat(turn.urls())
                .containsExactly("turn:turn.example.kz:3478?transport=udp", "turns:[2001:db8::7]:5349?transport=tcp");
        assertThat(turn.secret()).isEqualTo("geheim");
        assertThat(turn.lifetime()).isEqualTo(Duration.ofHours(2));
        assertThat(turn.toString()).doesNotContain("geheim");
    }

    @Test
    void refusesHalfATurnServer() {
        assertThatThrownBy(() -> read("turn: {secret: geheim}", Map.of()))
                .hasMessageContaining("test.yaml:1: turn.secret: turn.urls and turn.secret go together");
        assertThatThrownBy(() -> read("turn: {urls: 'stun:a.example, turn:b.example', secret: x}", Map.of()))
                .hasMessageContaining("test.yaml:1: turn.urls: stun:a.example, turn:b.example (expected: URLs");
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(read("database: {password: geheim}", Map.of()).toString()).doesNotContain("geheim");
    }

    private static GatewayConfig read(String yaml, Map<String, String> environment) {
        return GatewayConfig.of(ConfigFile.parse("test.yaml", yaml, environment));
    }
}
