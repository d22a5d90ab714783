package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Phones in a network that lets them reach the pages of the gateway and a TURN server, and nothing else; and that server in
 * one way only. Their media are relayed, and nobody notices.
 */
class TurnIT {

    private static final int ROOM = 1;
    private static final int LINE = 3;

    private static final String SECRET = "north-wind";

    /**
     * The one gap in a firewall by which the TURN server can be reached.
     *
     * @param party whose phone it is
     * @param rule of the firewall
     * @param protocol between the phone and the server, as the browser calls it
     */
    private record Gap(int party, String rule, String protocol) {}

    @Test
    void phonesBehindAHardFirewallAreRelayed() throws Exception {
        String server = "10.79.%d.1".formatted(LINE);
        String settings = """
                turn:
                  urls: turn:%1$s:%2$d?transport=udp, turn:%1$s:%2$d?transport=tcp, turns:%1$s:%3$d?transport=tcp
                  secret: %4$s
                """.formatted(server, CoturnPeer.PORT, CoturnPeer.TLS_PORT, SECRET);
        try (Court court = Court.open("TurnIT", Scratch.ADDRESS, settings);
                PhoneLine line = PhoneLine.open(court.folder(), LINE);
                CoturnPeer coturn = CoturnPeer.start(
                        court.folder(),
                        server,
                        Scratch.ADDRESS,
                        SECRET,
                        court.gateway().certificate(),
                        court.gateway().key())) {
            court.start();
            try (BaresipPeer room = court.room(ROOM)) {
                court.call(room);
                relays(court, line, room, new Gap(3, "udp dport " + CoturnPeer.PORT, "udp"));
                relays(court, line, room, new Gap(4, "tcp dport " + CoturnPeer.PORT, "tcp"));
                relays(court, line, room, new Gap(2, "tcp dport " + CoturnPeer.TLS_PORT, "tls"));
            }
            assertThat(coturn.log()).containsPattern("user <\\d+:[0-9a-f-]+>");
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    private static void relays(Court court, PhoneLine line, BaresipPeer room, Gap gap) throws Exception {
        Path chromium = line.launcher(BrowserPeer.CHROMIUM);
        try (NfTable firewall = NfTable.add(court.folder(), "courtbridge_firewall")
                        .rule("iifname %s tcp dport %d accept".formatted(line.device(), GatewayProcess.HTTPS_PORT))
                        .rule("iifname %s %s accept".formatted(line.device(), gap.rule()))
                        .rule("iifname %s drop".formatted(line.device()));
                BrowserPeer phone = court.phone(gap.party(), chromium)) {
            court.knock(phone);
            court.admit(gap.party());
            court.awaitSight(phone, ROOM);
            assertThat(relayProtocol(phone)).isEqualTo(gap.protocol());
            Proof.sees(gap.party(), ROOM, phone);
            Proof.sees(ROOM, gap.party(), room);
            Proof.hears(gap.party(), Set.of(ROOM), phone::soundInTheLast, MeasuredPage.SAMPLE_RATE);
            Proof.hears(ROOM, Set.of(gap.party()), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
            phone.page().getByTestId("leave").click();
            court.awaitLegs(1);
        }
    }

    /** Of the phone's candidate in the pair that is in use, which must be a relayed one. */
    private static String relayProtocol(BrowserPeer phone) {
        JsonNode transport = phone.statistic("type", "transport");
        JsonNode pair =
                phone.statistic("id", transport.path("selectedCandidatePairId").asText());
        JsonNode candidate = phone.statistic("id", pair.path("localCandidateId").asText());
        assertThat(candidate.path("candidateType").asText()).isEqualTo("relay");
        return candidate.path("relayProtocol").asText();
    }
}
