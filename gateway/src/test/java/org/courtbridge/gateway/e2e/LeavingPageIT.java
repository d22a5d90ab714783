package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page that is closed or loaded anew says so: nobody sits in its place for as long as a lost network is waited for. */
class LeavingPageIT {

    private static final int PHONE = 3;

    /** The wait for a network that may come back is 30 s. */
    private static final Duration SOON = Duration.ofSeconds(25);

    @Test
    void aPageLoadedAnewHasItsSeatBackAndAClosedOneLeavesIt() throws Exception {
        try (Court court = Court.open("LeavingPageIT")) {
            court.start();
            try (BrowserPeer phone = court.phone(PHONE)) {
                court.knock(phone);
                court.admit(PHONE);
                phone.page().waitForSelector("body[data-state=in-hearing]");
                court.awaitLegs(1);

                phone.page().reload();
                awaitEmpty(court);
                court.join(phone);
                phone.page().waitForSelector("body[data-state=in-hearing][data-connection=connected]");
                court.awaitLegs(1);

                // A browser in a hurry lets no script run any more; its closing of the WebSocket says enough.
                phone.page().evaluate("() => { WebSocket.prototype.send = () => {}; }");
                phone.page().navigate("about:blank");
                awaitEmpty(court);
            }
            // The end of its DTLS may be there before that of its WebSocket.
            assertThat(reasons(court)).hasSize(2).startsWith("LEFT");
        }
    }

    private static void awaitEmpty(Court court) {
        Await.until("the page is missed", SOON, () -> court.state().path("legs").isEmpty());
    }

    private static List<String> reasons(Court court) throws Exception {
        return court.events().stream()
                .filter(event -> event.path("type").asText().equals("Left"))
                .map((JsonNode event) -> event.path("details").path("reason").asText())
                .toList();
    }
}
