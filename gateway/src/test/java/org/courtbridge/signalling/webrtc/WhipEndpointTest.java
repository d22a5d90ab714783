package org.courtbridge.signalling.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.courtbridge.court.access.Participant;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.WebRtcPort;
import org.courtbridge.media.transport.WebRtcPortConfig;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WhipEndpointTest {

    private static final Participant PERSON = new Participant("p1", "h1", "Айгүл", "code", Optional.empty());
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MediaLoops loops = MediaLoops.start(1);
    private final WebRtcPort port = WebRtcPort.open(
            new WebRtcPortConfig(new InetSocketAddress("127.0.0.1", 0), List.of()),
            loops,
            DtlsCertificate.generate(),
            new InternalErrors(InstantSource.system()));
    private final EchoingConferences conferences = new EchoingConferences();

    @AfterEach
    void close() {
        port.close();
        loops.close();
    }

    @Test
    void aTokenIsForgottenByWhichNoOfferComesThatCanBeAccepted() {
        try (WhipEndpoint impatient = new WhipEndpoint(conferences, port, Duration.ofMillis(1))) {
            impatient.enter("token", PERSON);
            Await.until("the end of the token", MINUTE, () -> !impatient.knows("token"));
        }
        assertThat(conferences.legs).isEmpty();
    }

    @Test
    void aTokenIsKeptWhileAnotherOfferMayCome() {
        try (WhipEndpoint patient = new WhipEndpoint(conferences, port, MINUTE)) {
            patient.enter("token", PERSON);
            assertThat(patient.offer("token", WhipFlow.PLAY, "v=0\r\n").toCompletableFuture())
                    .failsWithin(MINUTE);
            assertThat(patient.knows("token")).isTrue();
        }
    }
}
