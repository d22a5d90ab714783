package org.courtbridge.signalling.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnServersTest {

    private static final List<String> URLS =
            List.of("turn:turn.example:3478?transport=udp", "turns:turn.example:5349?transport=tcp");

    private final TurnServers servers =
            new TurnServers(URLS, "north", Duration.ofHours(12), () -> Instant.ofEpochSecond(1_700_000_000));

    /** By {@code printf 1700043200:p1 | openssl dgst -sha1 -hmac north -binary | base64}. */
    @Test
    void makesCredentialsThatEndByThemselves() {
        assertThat(servers.forPerson("p1"))
                .extracting(IceServer::url, IceServer::username, IceServer::credential)
                .containsExactly(
                        tuple(URLS.get(0), "1700043200:p1", "Zef3s4yZxwDeDqOhgUgTUksKjdM="),
                        tuple(URLS.get(1), "1700043200:p1", "Zef3s4yZxwDeDqOhgUgTUksKjdM="));
    }

    @Test
    void writesThemAsWhipDoes() {
        assertThat(servers.forPerson("p1").getFirst().link())
                .isEqualTo("<turn:turn.example:3478?transport=udp>; rel=\"ice-server\"; username=\"1700043200:p1\"; "
                        + "credential=\"Zef3s4yZxwDeDqOhgUgTUksKjdM=\"; credential-type=\"password\"");
    }

    @Test
    void tellsNobodyOfNone() {
        assertThat(TurnServers.NONE.forPerson("p1")).isEmpty();
    }

    @Test
    void keepsThePasswordOutOfLogs() {
        assertThat(servers.forPerson("p1").toString())
                .doesNotContain("Zef3s4yZxwDeDqOhgUgTUksKjdM=")
                .contains("1700043200:p1");
    }
}
