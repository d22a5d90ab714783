package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A phone in a network without UDP: its media goes over TCP, to the same port number (RFC 4571, RFC 6544). */
class MediaOverTcpIT {

    private static final int ROOM = 1;
    private static final int PHONE = 3;
    /**
     * Chromium drops a TCP connection that does not come from the address of its network interface, as none to {@link
     * Scratch#ADDRESS} does.
     */
    private static final String EVERY_ADDRESS = "0.0.0.0";

    @Test
    void aRoomAndAPhoneWithoutUdpHearAndSeeEachOther() throws Exception {
        try (Court court = Court.open("MediaOverTcpIT", EVERY_ADDRESS);
                UdpBlockade blockade = UdpBlockade.of(court.folder(), GatewayProcess.WEBRTC_PORT)) {
            court.start();
            try (BaresipPeer room = court.room(ROOM);
                    BrowserPeer phone = court.phone(PHONE)) {
                // Of two addresses of this machine, its packets bear the one that the gateway names, and not that of
                // its signalling.
                court.behindChangingNat(ROOM);
                court.call(room);
                court.knock(phone);
                court.admit(PHONE);
                court.awaitSight(phone, ROOM);
                assertThat(wayOfMedia(phone)).isEqualTo("tcp");

                Proof.sees(PHONE, ROOM, phone);
                Proof.sees(ROOM, PHONE, room);
                Proof.hears(PHONE, Set.of(ROOM), phone::soundInTheLast, MeasuredPage.SAMPLE_RATE);
                Proof.hears(ROOM, Set.of(PHONE), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    /** The transport of the gateway's candidate in the pair that is in use. */
    private static String wayOfMedia(BrowserPeer phone) {
        JsonNode transport = phone.statistic("type", "transport");
        JsonNode pair =
                phone.statistic("id", transport.path("selectedCandidatePairId").asText());
        JsonNode candidate =
                phone.statistic("id", pair.path("remoteCandidateId").asText());
        assertThat(candidate.path("port").asInt()).isEqualTo(GatewayProcess.WEBRTC_PORT);
        return candidate.path("protocol").asText();
    }
}
